-- purpose: { nl = "Activiteiten per maand, naast dezelfde dagen een jaar eerder", en = "Activities per month, beside the same days a year earlier" }
-- formula: count(activities)
-- counted: { nl = "alle activiteiten van de maand, ook die zonder telling", en = "all activities of the month, also those without a count" }
-- grain: { nl = "een rij per maand van de periode, van de eerste tot en met de laatste met een activiteit", en = "one row per month of the period, from the first until the last with an activity; a year before only for a month with any" }
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: activities/activity_rows
-- measure: participants
-- unit: activities
-- owner: coördinator
-- pitfalls: { nl = "Een maand zonder registratie is niet altijd een maand zonder activiteiten. Geplande activiteiten tellen pas mee als ze geweest zijn.", en = "A month without registrations is not always a month without activities. Planned activities count once they were held." }
-- version: 1
-- changed: 2026-11-24
with

per_month as (
    select
        date_trunc('month', held_on)::date as month,
        count(*) as activities,
        sum(participants)::bigint as participants,
        count(*) filter (where participants is null) as uncounted,
        count(*) filter (where held_on <= $until::date - interval 1 year) as until_then
    from mart.activity
    where
        held_on <= $until
        and ($branch_id is null or branch_id = $branch_id)
    group by date_trunc('month', held_on)
),

span as (
    select
        min(month) as first_month,
        max(month) as last_month
    from per_month
    where month between date_trunc('month', $since::date) and $until
),

calendar as (
    select unnest(generate_series(first_month, last_month, interval 1 month))::date as month
    from span
)

select
    calendar.month,
    coalesce(now_.activities, 0) as activities,
    coalesce(now_.uncounted, 0) as uncounted,
    case when now_.activities is null then 0 else now_.participants end as participants,
    case when now_.activities > 0 and now_.participants is null then 'not_counted' end as participants_missing,
    nullif(before_.until_then, 0) as before
from calendar
left join per_month as now_ on calendar.month = now_.month
left join per_month as before_ on calendar.month - interval 1 year = before_.month
order by calendar.month
