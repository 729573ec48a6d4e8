-- purpose: { nl = "Activiteiten en deelnemers in een periode, naast dezelfde dagen een jaar eerder", en = "Activities and participants in a period, beside the same days a year earlier" }
-- formula: sum(participants)
-- counted: { nl = "deelnemers van alle getelde activiteiten opgeteld; wie twee keer komt telt twee keer", en = "participants of all counted activities added up; who comes twice counts twice" }
-- grain: { nl = "één rij", en = "one row; without an activity in the period it has no numbers" }
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: activities/activity_rows
-- measure: participants
-- unit: participants
-- owner: coördinator
-- note: a year earlier only when at most 1 in 20 activities of both years lacks its count
-- pitfalls: { nl = "Een deelnemer is een geteld hoofd bij één activiteit: wie twee keer komt telt twee keer. Activiteiten zonder telling tellen niet mee bij deelnemers; kijk hoeveel dat er zijn.", en = "A participant is a counted head at one activity: who comes twice counts twice. Activities without a count are not in participants; see how many those are." }
-- version: 1
-- changed: 2026-11-24
with

held as (
    select
        participants,
        participants_missing,
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
        count(*) filter (where is_now) as activities,
        count(*) filter (where is_now and participants is null) as uncounted,
        sum(participants) filter (where is_now)::bigint as participants,
        count(*) filter (where not is_now) as activities_before,
        count(*) filter (where not is_now and participants is null) as uncounted_before,
        sum(participants) filter (where not is_now)::bigint as participants_before
    from held
)

select
    nullif(activities, 0) as activities,
    uncounted,
    participants,
    case
        when activities = 0 then 'not_delivered'
        when participants is null then 'not_counted'
    end as participants_missing,
    case
        when uncounted * 20 <= activities and uncounted_before * 20 <= activities_before then participants_before
    end as before
from counted
