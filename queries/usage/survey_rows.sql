-- purpose: { nl = "Antwoorden op het publieksonderzoek, een rij per antwoord, zonder naam", en = "Answers to the visitor survey, a row for each, without a name" }
-- grain: one row per answer
-- params: since (date, optional), until (date, optional), branch_id (text, optional, narrows)
-- audience: eigen
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
with reasons as (
    select
        load_run_id,
        source_row,
        string_agg(visit_reason, ', ' order by visit_reason) as visit_reason
    from mart.survey_answer
    group by load_run_id, source_row
)

select
    branch.name as branch,
    answer.answered_on,
    answer.who,
    reasons.visit_reason,
    answer.satisfaction,
    answer.recommendation,
    answer.nps,
    answer.load_run_id,
    answer.source_row
from mart.survey_answer as answer
left join mart.branch as branch on answer.branch_id = branch.branch_id
left join reasons on answer.load_run_id = reasons.load_run_id and answer.source_row = reasons.source_row
where
    answer.is_first
    and ($since::date is null or answer.answered_on >= $since)
    and ($until::date is null or answer.answered_on <= $until)
    and ($branch_id::varchar is null or answer.branch_id = $branch_id)
order by answer.answered_on, answer.load_run_id, answer.source_row
