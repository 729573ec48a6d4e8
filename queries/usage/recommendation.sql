-- purpose: { nl = "Hoeveel leden en bezoekers de bibliotheek aanbevelen (NPS)", en = "How many members and visitors recommend the library (NPS)" }
-- formula: the part that gives a 9 or 10 minus the part that gives a 0 to 6, times 100
-- counted: { nl = "het deel dat een 9 of 10 geeft min het deel dat een 0 tot en met 6 geeft, keer 100", en = "the part that gives a 9 or 10 minus the part that gives a 0 to 6, times 100" }
-- grain: one row per kind of visitor that answered: members, visitors without a membership, unknown
-- params: since (date, optional), until (date, optional), branch_id (text, optional, narrows)
-- counts: answers
-- averages: nps, spread
-- split: who
-- rows: usage/recommendation_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
select
    who,
    count(nps) as answers,
    avg(nps) as nps,
    stddev_pop(nps) as spread
from mart.survey_answer
where
    nps is not null
    and ($since::date is null or answered_on >= $since)
    and ($until::date is null or answered_on <= $until)
    and ($branch_id::varchar is null or branch_id = $branch_id)
group by who
order by list_position(['member', 'visitor', 'unknown'], who)
