-- purpose: { nl = "Antwoorden met een rapportcijfer, een rij per antwoord, zonder naam", en = "Answers with a satisfaction, a row for each, without a name" }
-- grain: one row per answer
-- params: since (date, optional), until (date, optional), branch_id (text, optional, narrows)
-- audience: eigen
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
select
    branch.name as branch,
    survey_answer.answered_on,
    survey_answer.who,
    survey_answer.satisfaction,
    survey_answer.load_run_id,
    survey_answer.source_row
from mart.survey_answer as survey_answer
left join mart.branch as branch on survey_answer.branch_id = branch.branch_id
where
    survey_answer.satisfaction is not null
    and ($since::date is null or survey_answer.answered_on >= $since)
    and ($until::date is null or survey_answer.answered_on <= $until)
    and ($branch_id::varchar is null or survey_answer.branch_id = $branch_id)
order by survey_answer.answered_on, survey_answer.load_run_id, survey_answer.source_row
