-- purpose: { nl = "Hoe een vestiging telt", en = "How a branch counts" }
-- grain: one row per branch of which the last month says how it was counted
-- params: source_id (text)
-- unit: branches
-- owner: gegevensbeheerder
-- version: 1
with

said as (
    select distinct
        visits_month.branch_id,
        visits_month.month,
        visits_month.count_method
    from mart.visits_month
    inner join mart.landed on visits_month.load_run_id = landed.load_run_id
    where landed.source_id = $source_id and visits_month.count_method is not null
)

select
    branch_id,
    arg_max(count_method, month) as count_method,
    max(month) as last_month
from said
group by branch_id
order by branch_id
