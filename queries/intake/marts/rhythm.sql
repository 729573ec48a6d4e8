-- How often a source comes, after how many days it is late, and how long one period of a strip is.
select
    'daily' as refresh,
    2 as days_allowed,
    1 as step_months
union all
select
    'weekly' as refresh,
    8 as days_allowed,
    1 as step_months
union all
select
    'monthly' as refresh,
    45 as days_allowed,
    1 as step_months
union all
select
    'quarterly' as refresh,
    120 as days_allowed,
    3 as step_months
union all
select
    'yearly' as refresh,
    450 as days_allowed,
    12 as step_months
union all
select
    'once' as refresh,
    null as days_allowed,
    1 as step_months
