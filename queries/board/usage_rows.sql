-- purpose: { nl = "Bezoeken en uitleningen per vestiging en maand, zoals geleverd", en = "Visits and loans per branch and month, as delivered" }
-- grain: one row per measure, branch and month
-- unit: visits, loans
-- owner: manager
-- single: { visits = "usage/door_count_rows", loans = "usage/loan_event_rows" }
-- version: 2
select
    usage_month.measure,
    branch.name as branch,
    usage_month.branch_id,
    usage_month.month,
    usage_month.number,
    usage_month.number_missing,
    usage_month.load_run_id,
    usage_month.source_row
from mart.usage_month as usage_month
left join mart.branch as branch on usage_month.branch_id = branch.branch_id
order by usage_month.measure, usage_month.month, branch.name
