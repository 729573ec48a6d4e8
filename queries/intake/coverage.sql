-- purpose: { nl = "Wat er per vestiging en periode is, ontbreekt of nog komt", en = "What is there per branch and period, missing or yet to come" }
-- grain: one row per branch and period, from the last twelve delivered until the day asked about
-- params: source_id (text), on_date (date)
-- unit: periods
-- owner: gegevensbeheerder
-- version: 1
with

delivered as (
    select
        library_id,
        branch_id,
        branch,
        period,
        state,
        why
    from mart.completeness
    where source_id = $source_id
),

rhythm_of_source as (
    select
        any_value(rhythm.days_allowed) as days_allowed,
        any_value(rhythm.step_months) as step_months
    from mart.delivery
    inner join mart.rhythm on delivery.refresh = rhythm.refresh
    where delivery.source_id = $source_id and rhythm.days_allowed is not null
),

since as (
    select
        rhythm_of_source.days_allowed,
        rhythm_of_source.step_months,
        max(delivered.period) as last_period
    from delivered
    cross join rhythm_of_source
    group by all
),

calendar as (
    select
        unnest(
            generate_series(last_period + to_months(step_months::integer), $on_date, to_months(step_months::integer))
        )::date as period,
        step_months,
        days_allowed
    from since
    where last_period is not null and step_months is not null
),

branches as (
    select distinct
        library_id,
        branch_id,
        branch
    from delivered
),

to_come as (
    select
        branches.library_id,
        branches.branch_id,
        branches.branch,
        calendar.period,
        case
            when branch.closed_on <= calendar.period then 'closed'
            when
                (calendar.period + to_months(calendar.step_months::integer))::date + calendar.days_allowed::integer
                < $on_date
                then 'missing'
            else 'not_due'
        end as state,
        'not_delivered' as why
    from branches
    cross join calendar
    left join mart.branch on branches.branch_id = branch.branch_id
)

select
    library_id,
    branch_id,
    branch,
    period,
    state,
    why
from delivered
union all
select
    library_id,
    branch_id,
    branch,
    period,
    state,
    why
from to_come
order by branch, branch_id, period
