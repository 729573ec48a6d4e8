-- purpose: { nl = "Rapportcijfer van leden en van bezoekers zonder lidmaatschap", en = "Satisfaction of members and of visitors without a membership" }
-- formula: avg(satisfaction), from 1 to 10
-- counted: { nl = "het gemiddelde rapportcijfer, van 1 tot 10", en = "the average satisfaction, from 1 to 10" }
-- grain: { nl = "een rij per soort bezoeker die antwoordde: leden, bezoekers zonder lidmaatschap, onbekend", en = "one row per kind of visitor that answered: members, visitors without a membership, unknown" }
-- params: since (date, optional), until (date, optional), branch_id (text, optional, narrows)
-- counts: answers
-- averages: satisfaction, spread
-- split: who
-- rows: usage/satisfaction_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Alleen wie de enquête invulde telt mee: wie minder vaak komt of haast heeft, vult minder vaak in. Onder 30 antwoorden tonen we geen cijfer.", en = "Only who answered the survey counts: who comes less often or is in a hurry answers less often. Under 30 answers no figure is shown." }
-- version: 1
-- changed: 2026-11-24
select
    who,
    count(satisfaction) as answers,
    avg(satisfaction) as satisfaction,
    stddev_samp(satisfaction) as spread
from mart.survey_answer
where
    satisfaction is not null
    and ($since::date is null or answered_on >= $since)
    and ($until::date is null or answered_on <= $until)
    and ($branch_id::varchar is null or branch_id = $branch_id)
group by who
order by list_position(['member', 'visitor', 'unknown'], who)
