-- purpose: { nl = "Personen per doelgroep aan het eind van iedere maand", en = "Persons per group at the end of every month" }
-- formula: persons / persons of all groups together in that month
-- numerator: { nl = "bekende personen met deze primaire doelgroep aan het eind van de maand", en = "known persons with this primary group at the end of the month" }
-- denominator: { nl = "alle bekende personen aan het eind van de maand", en = "all persons known at the end of the month" }
-- grain: { nl = "een rij per maand en doelgroep, en per maand een van alle samen; zonder heel jaar leveringen geen getal", en = "one row per month and group with persons, and per month one of all groups; a month without a whole year of deliveries has no number" }
-- params: on_month (date, optional), since (date, optional), library_id (text, optional, narrows), branch_id (text, optional, narrows), person_kind (text, optional, narrows)
-- counts: persons
-- split: segment
-- adds_up: segment per month
-- rows: segments/share_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Iedereen staat in één doelgroep: de eerste regel die past. Wie ook in een andere had gepast, telt daar niet mee. Bezoekers zonder pas of account kennen we niet.", en = "Everybody is in one group: the first rule that fits. Who would have fitted another is not in that one. Visitors without a card or account are not known." }
-- version: 1
-- changed: 2026-11-24
with

scope as (
    select scope_id
    from mart.segment_scope
    where scope_id = coalesce('branch:' || $branch_id, 'library:' || $library_id, scope_id)
    order by width desc, scope_id asc
    limit 1
),

chosen as (
    select
        segment_month.month,
        segment_month.person_kind,
        segment_month.segment,
        segment_month.persons,
        segment_month.is_complete
    from mart.segment_month as segment_month
    inner join scope on segment_month.scope_id = scope.scope_id
),

dates as (
    select
        coalesce($on_month, max(month)) as on_month,
        greatest(coalesce($since, on_month - interval 24 month)::date, min(month)) as since
    from chosen
),

calendar as (
    select unnest(generate_series(dates.since, dates.on_month, interval 1 month))::date as month
    from dates
    where dates.on_month in (select known.month from chosen as known)
),

counted as (
    select
        chosen.month,
        coalesce(chosen.segment, 'all') as segment,
        sum(chosen.persons)::bigint as persons
    from chosen
    inner join calendar on chosen.month = calendar.month
    where chosen.person_kind = coalesce($person_kind, 'all')
    group by chosen.month, rollup (chosen.segment)
),

-- A month that was delivered and knows nobody of this kind is a zero, not a gap.
delivered as (
    select
        month,
        bool_and(is_complete) as is_complete
    from chosen
    group by month
)

select
    calendar.month,
    coalesce(counted.segment, 'all') as segment,
    case when delivered.month is not null then coalesce(counted.persons, 0) end as persons,
    case when delivered.month is null then 'not_delivered' end as persons_missing,
    coalesce(delivered.is_complete, false) as is_complete
from calendar
left join delivered on calendar.month = delivered.month
left join counted on calendar.month = counted.month
order by calendar.month, segment = 'all', segment
