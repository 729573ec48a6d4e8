-- Per source, branch and period of the last twelve: is everything there? Expected is every branch with a
-- number in at least one of those twelve, but not before it opened or after it closed. Before the first
-- delivery nothing is missing.
with

rhythm_of_source as (
    select
        delivery.source_id,
        arg_max(rhythm.step_months, delivery.delivered_at) as step_months
    from mart.delivery
    inner join mart.rhythm on delivery.refresh = rhythm.refresh
    group by delivery.source_id
),

per_period as (
    select
        landed_month.source_id,
        landed_month.library_id,
        landed_month.branch_id,
        rhythm_of_source.step_months,
        case rhythm_of_source.step_months
            when 12 then date_trunc('year', landed_month.month)
            when 3 then date_trunc('quarter', landed_month.month)
            else landed_month.month
        end::date as period,
        sum(landed_month.row_count)::bigint as row_count,
        sum(landed_month.filled)::bigint as filled,
        any_value(landed_month.why) as why
    from mart.landed_month
    inner join rhythm_of_source on landed_month.source_id = rhythm_of_source.source_id
    group by all
),

span as (
    select
        source_id,
        step_months,
        min(period) as first_period,
        max(period) filter (where filled > 0) as last_period
    from per_period
    group by source_id, step_months
),

calendar as (
    select
        source_id,
        unnest(
            generate_series(
                greatest(first_period, last_period - to_months(11 * step_months)),
                last_period,
                to_months(step_months)
            )
        )::date as period
    from span
),

expected as (
    select
        per_period.source_id,
        per_period.library_id,
        per_period.branch_id
    from per_period
    inner join calendar on per_period.source_id = calendar.source_id and per_period.period = calendar.period
    group by all
    having sum(per_period.filled) > 0
)

select
    expected.source_id,
    expected.library_id,
    expected.branch_id,
    branch.name as branch,
    calendar.period,
    coalesce(per_period.row_count, 0) as row_count,
    case
        when per_period.row_count is null then 'not_delivered'
        when per_period.filled = 0 then coalesce(per_period.why, 'empty')
    end as why,
    case
        when branch.opened_on > last_day(calendar.period) or branch.closed_on <= calendar.period then 'closed'
        when coalesce(per_period.filled, 0) = 0 then 'missing'
        when per_period.filled < per_period.row_count then 'partly'
        else 'complete'
    end as state
from expected
inner join calendar on expected.source_id = calendar.source_id
left join per_period
    on
        expected.source_id = per_period.source_id
        and expected.library_id is not distinct from per_period.library_id
        and expected.branch_id is not distinct from per_period.branch_id
        and calendar.period = per_period.period
left join mart.branch on expected.branch_id = branch.branch_id
