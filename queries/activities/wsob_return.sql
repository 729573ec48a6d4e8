-- purpose: { nl = "Activiteiten en deelnemers voor de jaarlijkse opgave, per kernfunctie en vorm", en = "Activities and participants for the yearly return, per core function and form" }
-- formula: count(activities), sum(participants) per form
-- counted: { nl = "deelnemers van alle activiteiten die geteld zijn; zonder vorm telt als op locatie", en = "participants of all activities that were counted; without a form counts as on site" }
-- grain: { nl = "een rij voor elk van de vijf kernfuncties, in de volgorde van de jaarlijkse opgave", en = "one row for each of the five core functions, in the order of the return" }
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: activities/activity_rows
-- measure: participants
-- unit: activities and participants
-- owner: coördinator
-- pitfalls: { nl = "Zonder vorm telt een activiteit als op locatie. De opgave vraagt hele kalenderjaren; een lopend jaar is onaf.", en = "Without a form an activity counts as on site. The return asks for whole calendar years; the current year is unfinished." }
-- version: 1
-- changed: 2026-11-24
with

core_functions as (
    select
        unnest(['knowledge', 'education', 'reading', 'debate', 'culture']) as core_function,
        unnest([1, 2, 3, 4, 5]) as place
),

held as (
    select
        core_function,
        coalesce(form, 'physical') as form,
        participants
    from mart.activity
    where
        held_on between $since and $until
        and ($branch_id is null or branch_id = $branch_id)
),

counted as (
    select
        core_function,
        count(*) as activities,
        count(*) filter (where participants is null) as uncounted,
        sum(participants)::bigint as participants,
        count(*) filter (where form = 'physical') as activities_physical,
        count(*) filter (where form = 'online') as activities_online,
        count(*) filter (where form = 'hybrid') as activities_hybrid,
        sum(participants) filter (where form = 'physical')::bigint as participants_physical,
        sum(participants) filter (where form = 'online')::bigint as participants_online,
        sum(participants) filter (where form = 'hybrid')::bigint as participants_hybrid
    from held
    group by core_function
)

select
    core_functions.core_function,
    coalesce(counted.activities, 0) as activities,
    coalesce(counted.uncounted, 0) as uncounted,
    case when counted.activities is null then 0 else counted.participants end as participants,
    case when counted.activities > 0 and counted.participants is null then 'not_counted' end as participants_missing,
    coalesce(counted.activities_physical, 0) as activities_physical,
    coalesce(counted.activities_online, 0) as activities_online,
    coalesce(counted.activities_hybrid, 0) as activities_hybrid,
    case
        when coalesce(counted.activities_physical, 0) = 0 then 0 else counted.participants_physical
    end as participants_physical,
    case
        when counted.activities_physical > 0 and counted.participants_physical is null then 'not_counted'
    end as participants_physical_missing,
    case
        when coalesce(counted.activities_online, 0) = 0 then 0 else counted.participants_online
    end as participants_online,
    case
        when counted.activities_online > 0 and counted.participants_online is null then 'not_counted'
    end as participants_online_missing,
    case
        when coalesce(counted.activities_hybrid, 0) = 0 then 0 else counted.participants_hybrid
    end as participants_hybrid,
    case
        when counted.activities_hybrid > 0 and counted.participants_hybrid is null then 'not_counted'
    end as participants_hybrid_missing
from core_functions
left join counted on core_functions.core_function = counted.core_function
where exists (select 1 from held)
order by core_functions.place
