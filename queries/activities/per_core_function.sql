-- purpose: { nl = "Activiteiten en deelnemers per kernfunctie, naast dezelfde dagen een jaar eerder", en = "Activities and participants per core function, beside the same days a year earlier" }
-- formula: count(activities), sum(participants)
-- counted: { nl = "deelnemers van alle activiteiten die geteld zijn; een activiteit zonder telling telt wel als activiteit", en = "participants of all activities that were counted; an activity without a count is still an activity" }
-- grain: { nl = "een rij voor elk van de vijf kernfuncties, in de volgorde van de jaarlijkse opgave", en = "one row for each of the five core functions, in the order of the yearly return" }
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: activities/activity_rows
-- measure: participants
-- unit: participants
-- owner: coördinator
-- note: a participant is a counted head at one activity; who came twice counts twice. A year before without any activity has no numbers
-- pitfalls: { nl = "Een deelnemer is een geteld hoofd bij één activiteit: wie twee keer komt telt twee keer. Activiteiten zonder telling tellen niet mee bij deelnemers; kijk hoeveel dat er zijn.", en = "A participant is a counted head at one activity: who comes twice counts twice. Activities without a count are not in participants; see how many those are." }
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
        participants,
        held_on >= $since as is_now
    from mart.activity
    where
        (
            held_on between $since and $until
            or held_on between ($since::date - interval 1 year) and ($until::date - interval 1 year)
        )
        and ($branch_id is null or branch_id = $branch_id)
),

counted as (
    select
        core_function,
        count(*) filter (where is_now) as activities,
        count(*) filter (where is_now and participants is null) as uncounted,
        sum(participants) filter (where is_now)::bigint as participants,
        count(*) filter (where not is_now) as activities_before,
        count(*) filter (where not is_now and participants is null) as uncounted_before,
        sum(participants) filter (where not is_now)::bigint as before
    from held
    group by core_function
),

whole as (
    select
        coalesce(sum(activities), 0) > 0 as has_now,
        coalesce(sum(activities_before), 0) > 0 as has_before
    from counted
)

select
    core_functions.core_function,
    coalesce(counted.activities, 0) as activities,
    coalesce(counted.uncounted, 0) as uncounted,
    case when coalesce(counted.activities, 0) = 0 then 0 else counted.participants end as participants,
    case when counted.activities > 0 and counted.participants is null then 'not_counted' end as participants_missing,
    case when whole.has_before then coalesce(counted.activities_before, 0) end as activities_before,
    case when whole.has_before then coalesce(counted.uncounted_before, 0) end as uncounted_before,
    case
        when not whole.has_before then null
        when coalesce(counted.activities_before, 0) = 0 then 0
        else counted.before
    end as before
from core_functions
cross join whole
left join counted on core_functions.core_function = counted.core_function
where whole.has_now
order by core_functions.place
