-- purpose: { nl = "Leden met hun status, een rij per lid, zonder naam of nummer", en = "Members with their status, a row for each, without name or number" }
-- grain: one row per member on the reference date
-- params: reference_date (date), new_since (date), active_since (date), branch_id (text, optional, narrows)
-- audience: eigen
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
with

status as (
    select
        branch.name as branch,
        case
            when member.joined_on between $new_since and $reference_date then 'new'
            when member.last_used_on >= $active_since then 'active'
            when member.last_used_on < $active_since then 'dormant'
            else 'unknown'
        end as status,
        member.postcode_area,
        member.joined_on,
        member.last_used_on,
        member.load_run_id,
        member.source_row
    from mart.member as member
    left join mart.branch as branch on member.branch_id = branch.branch_id
    where
        member.reference_date = $reference_date
        and ($branch_id is null or member.branch_id = $branch_id)
)

select * from status
order by load_run_id, source_row
