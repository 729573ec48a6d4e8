-- purpose: { nl = "Vestigingen waarvan bezoeken of uitleningen geleverd zijn", en = "Branches with delivered visits or loans" }
-- grain: one row per branch
-- unit: branches
-- owner: gegevensbeheerder
-- version: 1
select
    branch_id,
    name
from mart.branch
where branch_id in (select usage_month.branch_id from mart.usage_month as usage_month)
order by name
