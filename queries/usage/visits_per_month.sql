-- purpose: { nl = "Bezoeken per maand, naast dezelfde maand een jaar eerder", en = "Visits per month, beside the same month a year earlier" }
-- formula: sum(visits)
-- counted: { nl = "alle geleverde bezoeken van de maand opgeteld", en = "all delivered visits of the month added up" }
-- grain: { nl = "een rij per maand, van de eerste tot en met de laatste met een getal", en = "one row per month between the first and the last month with a number; a month nobody delivered has no number" }
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: usage/visit_rows
-- measure: visits
-- unit: visits
-- owner: manager
-- note: event_nl and event_en say what closed or changed that month, event_until when it ended
-- pitfalls: { nl = "Een bezoek is een getelde binnenkomst en geen persoon. Een nieuwe teller of een tweede deur kan een sprong geven. Een maand die niet is geleverd is geen nul: dan staat er geen getal.", en = "A visit is one counted entry and not a person. A new counter or a second door can cause a jump. A month that was not delivered is not zero: it has no number." }
-- version: 1
-- changed: 2026-11-24
with

per_month as (
    select
        month,
        sum(visits)::bigint as visits,
        count(visits) as branches,
        min(visits_missing) as why
    from mart.visits_month
    where $branch_id is null or branch_id = $branch_id
    group by month
),

span as (
    select
        min(month) as first_month,
        max(month) as last_month
    from per_month
    where branches > 0
),

calendar as (
    select unnest(generate_series(first_month, last_month, interval 1 month))::date as month
    from span
),

beside as (
    select
        calendar.month,
        now_.visits,
        case when now_.visits is null then coalesce(now_.why, 'not_delivered') end as visits_missing,
        before_.visits as before,
        coalesce(now_.branches, 0) as branches
    from calendar
    left join per_month as now_ on calendar.month = now_.month
    left join per_month as before_ on calendar.month - interval 1 year = before_.month
),

events as (
    select
        date_trunc('month', greatest(since, $since::date))::date as month,
        string_agg(reason_nl, '; ' order by since) as event_nl,
        string_agg(reason_en, '; ' order by since) as event_en,
        max(coalesce(until, since)) as event_until
    from mart.closure
    where
        coalesce(until, since) >= $since
        and (branch_id is null or branch_id = $branch_id)
    group by date_trunc('month', greatest(since, $since::date))
)

select
    beside.month,
    beside.visits,
    beside.visits_missing,
    beside.before,
    beside.branches,
    events.event_nl,
    events.event_en,
    events.event_until
from beside
left join events on beside.month = events.month
where beside.month between $since and $until
order by beside.month
