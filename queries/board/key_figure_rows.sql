-- purpose: { nl = "Bezoeken en uitleningen per vestiging en maand, uit maanden die in beide jaren geleverd zijn", en = "Visits and loans per branch and month, from months delivered in both years" }
-- grain: one row per measure, branch and month
-- params: since (date), until (date)
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
inner join mart.usage_compared as compared
    on usage_month.measure = compared.measure and usage_month.month = compared.month
left join mart.branch as branch on usage_month.branch_id = branch.branch_id
where
    usage_month.month between $since and $until
    and compared.number is not null
    and compared.before is not null
order by usage_month.measure, usage_month.month, branch.name
