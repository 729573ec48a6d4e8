-- purpose: { nl = "Waarom bezoekers kwamen, zoals ze het zelf zeggen", en = "Why visitors came, as they say it themselves" }
-- formula: answers / all answers with a reason
-- counted: { nl = "het aantal antwoorden met deze reden; een antwoord heeft een reden", en = "the number of answers with this reason; an answer has one reason" }
-- grain: { nl = "een rij per reden die is gegeven", en = "one row per reason that was given" }
-- params: since (date, optional), until (date, optional), branch_id (text, optional, narrows)
-- counts: answers
-- split: visit_reason
-- rows: usage/visit_reason_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Alleen wie de enquête invulde telt mee: wie minder vaak komt of haast heeft, vult minder vaak in. Een antwoord heeft één reden, ook als iemand voor meer komt.", en = "Only who answered the survey counts: who comes less often or is in a hurry answers less often. An answer has one reason, also when somebody comes for more." }
-- version: 1
-- changed: 2026-11-24
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
