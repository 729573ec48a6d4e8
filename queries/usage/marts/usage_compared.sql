-- Per measure and month: this month and the same month a year earlier, over all branches one works for.
-- A month without a number has none: it is never counted as zero. Months nobody delivered have a row too.
with

per_month as (
    select
        measure,
        month,
        sum(number)::bigint as number,
        count(number) as branches,
        min(number_missing) as why
    from mart.usage_month
    group by measure, month
),

span as (
    select
        measure,
        min(month) as first_month,
        max(month) as last_month
    from per_month
    where branches > 0
    group by measure
),

calendar as (
    select
        measure,
        unnest(generate_series(first_month, last_month, interval 1 month))::date as month
    from span
)

select
    calendar.measure,
    calendar.month,
    now_.number,
    case when now_.number is null then coalesce(now_.why, 'not_delivered') end as number_missing,
    coalesce(now_.branches, 0) as branches,
    before_.number as before,
    coalesce(before_.branches, 0) as branches_before
from calendar
left join per_month as now_ on calendar.measure = now_.measure and calendar.month = now_.month
left join per_month as before_
    on calendar.measure = before_.measure and calendar.month - interval 1 year = before_.month
