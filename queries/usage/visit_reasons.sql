-- purpose: { nl = "Waarom bezoekers kwamen, zoals ze het zelf zeggen", en = "Why visitors came, as they say it themselves" }
-- formula: answers / all reasons given
-- counted: { nl = "het aantal bezoekers dat deze reden gaf; wie meer redenen gaf, telt bij elk daarvan", en = "the number of visitors who gave this reason; who gave several counts with each of those" }
-- grain: { nl = "een rij per reden die is gegeven", en = "one row per reason that was given" }
-- params: since (date, optional), until (date, optional), branch_id (text, optional, narrows)
-- counts: answers
-- split: visit_reason
-- rows: usage/visit_reason_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Alleen wie de enquête invulde telt mee: wie minder vaak komt of haast heeft, vult minder vaak in. Mocht een bezoeker meer redenen geven, dan is een aandeel een deel van alle redenen en niet van alle bezoekers.", en = "Only who answered the survey counts: who comes less often or is in a hurry answers less often. Where a visitor could give several reasons, a share is part of all reasons and not of all visitors." }
-- version: 2
-- changed: 2026-11-29
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
