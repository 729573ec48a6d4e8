-- purpose: { nl = "Vestigingen waar bekende personen staan", en = "Branches at which known persons stand" }
-- grain: one row per branch
-- params: on_month (date)
-- unit: branches
-- owner: coördinator doelgroepen
-- version: 1
select
    branch.branch_id,
    branch.name
from mart.branch as branch
semi join mart.segment_month as segment_month
    on 'branch:' || branch.branch_id = segment_month.scope_id and segment_month.month = $on_month
order by branch.name
