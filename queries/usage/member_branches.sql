-- purpose: { nl = "Plekken waar leden zijn ingeschreven", en = "Places where members registered" }
-- grain: one row per branch with members on the reference date
-- params: reference_date (date)
-- unit: branches
-- owner: gegevensbeheerder
-- version: 1
select distinct
    branch.branch_id,
    branch.name
from mart.member as member
inner join mart.branch as branch on member.branch_id = branch.branch_id
where member.reference_date = $reference_date
order by branch.name
