-- purpose: { nl = "Personen met hun doelgroep nu en een jaar eerder, een rij per persoon, zonder naam of nummer", en = "Persons with their group now and a year earlier, a row for each, without name or number" }
-- grain: one row per person known at either end of the year
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
    select coalesce($on_month, max(segment_movement.month)) as on_month
    from mart.segment_movement as segment_movement
    inner join scope on segment_movement.scope_id = scope.scope_id
),

members as (
    select
        segment_member.library_id,
        segment_member.follow_key,
        segment_member.month,
        segment_member.branch_id,
        segment_member.person_kind,
        segment_member.segment,
        segment_member.known_since,
        dates.on_month
    from mart.segment_member as segment_member
    inner join dates on segment_member.month in (dates.on_month, (dates.on_month - interval 12 month)::date)
    where ($library_id is null or segment_member.library_id = $library_id)
),

-- Only libraries with both months: of the others nobody can be followed.
followed as (
    select library_id
    from members
    group by library_id
    having count(distinct month) = 2
),

paired as (
    select
        members.library_id,
        members.follow_key,
        coalesce(max(members.segment) filter (members.month < members.on_month), 'not_yet') as from_segment,
        coalesce(max(members.segment) filter (members.month = members.on_month), 'gone') as to_segment,
        arg_max(members.branch_id, members.month) as branch_id,
        min(members.known_since) as known_since
    from members
    semi join followed on members.library_id = followed.library_id
    where
        ($branch_id is null or members.branch_id = $branch_id)
        and (coalesce($person_kind, 'all') = 'all' or members.person_kind in ($person_kind, 'both'))
    group by members.library_id, members.follow_key
)

select
    branch.name as branch,
    paired.from_segment,
    paired.to_segment,
    paired.known_since
from paired
left join mart.branch as branch on paired.branch_id = branch.branch_id
order by paired.follow_key
