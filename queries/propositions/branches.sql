-- purpose: { nl = "Vestigingen met reserveringen of plekken van een propositie", en = "Branches with reservations or places of a proposition" }
-- grain: one row per branch
-- params: proposition (text, optional)
-- unit: branches
-- owner: coördinator proposities
-- version: 1
select distinct
    month.branch_id,
    coalesce(branch.name, month.branch_id) as name
from mart.proposition_month as month
left join mart.branch as branch on month.branch_id = branch.branch_id
where
    month.branch_id is not null
    and ($proposition::varchar is null or month.proposition = $proposition)
order by name
