-- purpose: { nl = "Activiteiten en deelnemers per pijler van het convenant", en = "Activities and participants per pillar of the covenant" }
-- formula: count(activities), sum(participants)
-- counted: { nl = "deelnemers van alle activiteiten die geteld zijn", en = "participants of all activities that were counted" }
-- grain: { nl = "een rij per pijler met activiteiten; zonder pijler staat apart, als laatste", en = "one row per pillar with activities; those without a pillar are a row of their own, last" }
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: activities/activity_rows
-- measure: participants
-- unit: participants
-- owner: coördinator
-- pitfalls: { nl = "Een deelnemer is een geteld hoofd bij één activiteit: wie twee keer komt telt twee keer. Activiteiten zonder telling tellen niet mee bij deelnemers; kijk hoeveel dat er zijn.", en = "A participant is a counted head at one activity: who comes twice counts twice. Activities without a count are not in participants; see how many those are." }
-- version: 1
-- changed: 2026-11-24
select
    coalesce(pillar, 'none') as pillar,
    count(*) as activities,
    count(*) filter (where participants is null) as uncounted,
    sum(participants)::bigint as participants,
    case when count(participants) = 0 then 'not_counted' end as participants_missing
from mart.activity
where
    held_on between $since and $until
    and ($branch_id is null or branch_id = $branch_id)
group by pillar
order by
    case pillar when 'reading' then 1 when 'participation' then 2 when 'learning' then 3 else 4 end
