-- purpose: { nl = "Leden met hun laatste gebruik, een rij per lid, zonder naam of nummer", en = "Members with their last use, a row for each, without name or number" }
-- grain: one row per member on the reference date
-- params: reference_date (date), branch_id (text, optional, narrows)
-- audience: eigen
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
select
    branch.name as branch,
    member.last_used_on,
    member.postcode_area,
    member.joined_on,
    member.load_run_id,
    member.source_row
from mart.member as member
left join mart.branch as branch on member.branch_id = branch.branch_id
where
    member.reference_date = $reference_date
    and ($branch_id is null or member.branch_id = $branch_id)
order by member.load_run_id, member.source_row
