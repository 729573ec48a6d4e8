-- purpose: { nl = "Hoeveel leden en bezoekers de bibliotheek aanbevelen (NPS)", en = "How many members and visitors recommend the library (NPS)" }
-- formula: 100 * (answers of 9 or 10 - answers of 0 to 6) / answers
-- counted: { nl = "het deel dat een 9 of 10 geeft min het deel dat een 0 tot en met 6 geeft, keer 100", en = "the part that gives a 9 or 10 minus the part that gives a 0 to 6, times 100" }
-- grain: { nl = "een rij per soort bezoeker die antwoordde: leden, bezoekers zonder lidmaatschap, onbekend", en = "one row per kind of visitor that answered: members, visitors without a membership, unknown" }
-- params: since (date, optional), until (date, optional), branch_id (text, optional, narrows)
-- counts: answers
-- averages: nps, spread
-- split: who
-- rows: usage/recommendation_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Alleen wie de enquête invulde telt mee: wie minder vaak komt of haast heeft, vult minder vaak in. Onder 30 antwoorden tonen we geen cijfer.", en = "Only who answered the survey counts: who comes less often or is in a hurry answers less often. Under 30 answers no figure is shown." }
-- version: 1
-- changed: 2026-11-24
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
