-- purpose: { nl = "Uitleningen per vestiging en maand, zoals geleverd", en = "Loans per branch and month, as delivered" }
-- grain: one row per branch and delivered month
-- params: since (date, optional), until (date, optional), branch_id (text, optional, narrows)
-- unit: loans
-- owner: manager
-- single: { loans = "usage/loan_event_rows" }
-- version: 2
select
    branch.name as branch,
    rows_.branch_id,
    rows_.month,
    rows_.loans,
    rows_.loans_missing,
    rows_.load_run_id,
    rows_.source_row
from mart.loans_month as rows_
left join mart.branch as branch on rows_.branch_id = branch.branch_id
where
    ($since is null or rows_.month >= $since)
    and ($until is null or rows_.month <= $until)
    and ($branch_id is null or rows_.branch_id = $branch_id)
order by rows_.month, branch.name
