-- purpose: { nl = "Bekende personen met hun doelgroep, een rij per persoon, zonder naam of nummer", en = "Known persons with their group, a row for each, without name or number" }
-- grain: one row per person known at the end of the month
-- params: on_month (date, optional), library_id (text, optional, narrows), branch_id (text, optional, narrows), person_kind (text, optional, narrows)
-- audience: eigen
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
with

scope as (
    select scope_id
    from mart.segment_scope
    where scope_id = coalesce('branch:' || $branch_id, 'library:' || $library_id, scope_id)
    order by width desc, scope_id asc
    limit 1
),

dates as (
    select coalesce($on_month, max(segment_month.month)) as on_month
    from mart.segment_month as segment_month
    inner join scope on segment_month.scope_id = scope.scope_id
)

select
    branch.name as branch,
    segment_member.segment,
    segment_member.person_kind,
    segment_member.known_since
from mart.segment_member as segment_member
inner join dates on segment_member.month = dates.on_month
left join mart.branch as branch on segment_member.branch_id = branch.branch_id
where
    ($library_id is null or segment_member.library_id = $library_id)
    and ($branch_id is null or segment_member.branch_id = $branch_id)
    and (coalesce($person_kind, 'all') = 'all' or segment_member.person_kind in ($person_kind, 'both'))
order by segment_member.follow_key
