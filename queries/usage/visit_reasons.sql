-- purpose: { nl = "Waarom bezoekers kwamen, zoals ze het zelf zeggen", en = "Why visitors came, as they say it themselves" }
-- formula: answers / all answers with a reason
-- counted: { nl = "het aantal antwoorden met deze reden; een antwoord heeft een reden", en = "the number of answers with this reason; an answer has one reason" }
-- grain: one row per reason that was given
-- params: since (date, optional), until (date, optional), branch_id (text, optional, narrows)
-- counts: answers
-- split: visit_reason
-- rows: usage/visit_reason_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
select
    visit_reason,
    count(*) as answers
from mart.survey_answer
where
    visit_reason is not null
    and ($since::date is null or answered_on >= $since)
    and ($until::date is null or answered_on <= $until)
    and ($branch_id::varchar is null or branch_id = $branch_id)
group by visit_reason
order by answers desc, visit_reason asc
