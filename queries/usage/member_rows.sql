-- purpose: { nl = "Leden, een rij per lid, zonder naam of nummer", en = "Members, a row for each, without name or number" }
-- grain: one row per member on the reference date
-- params: reference_date (date)
-- audience: eigen
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
select
    branch.name as branch,
    member.postcode_area,
    member.joined_on,
    member.last_used_on,
    member.load_run_id,
    member.source_row
from mart.member as member
left join mart.branch as branch on member.branch_id = branch.branch_id
where member.reference_date = $reference_date
order by member.load_run_id, member.source_row
