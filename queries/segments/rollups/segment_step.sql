-- purpose: { nl = "Waar personen een jaar eerder in zaten, per vestiging, soort en doelgroep", en = "Where persons were a year earlier, by branch, kind and group" }
-- reads: { "segments.segment_member" = "library_id, unnest([month, (month + interval 12 month)::date]) as month" }
-- persons: { "segments.segment_member" = {} }
-- adds: persons
-- key: library_id, month, branch_before, kind_before, segment_before, branch_now, kind_now, segment_now
-- partition: library_id, month
-- levels: branch
-- note: empty before = was not known a year earlier; empty now = is no longer known; only where both months are whole
-- version: 1
with

members as (
    select
        library_id,
        member_key,
        month,
        branch_id,
        person_kind,
        segment
    from warehouse.segments.segment_member
    where
        library_id in (select touched.library_id from touched)
        and month between getvariable('touched_since') - interval 12 month and getvariable('touched_until')
        and (
            getvariable('touched_all_persons')
            or (library_id, member_key) in (
                select
                    touched_person.library_id,
                    touched_person.member_key
                from touched_person
            )
        )
),

-- A month is whole for everybody, whoever is looked at.
whole as (
    select distinct
        library_id,
        month
    from warehouse.segments.segment_member
    where
        library_id in (select touched.library_id from touched)
        and month between getvariable('touched_since') - interval 12 month and getvariable('touched_until')
),

pairs as (
    select
        touched.library_id,
        touched.month,
        earlier.month as earlier
    from touched
    semi join whole on touched.library_id = whole.library_id and touched.month = whole.month
    inner join whole as earlier
        on touched.library_id = earlier.library_id and touched.month - interval 12 month = earlier.month
),

now_ as (
    select
        pairs.library_id,
        pairs.month,
        members.member_key,
        members.branch_id,
        members.person_kind,
        members.segment
    from members
    inner join pairs on members.library_id = pairs.library_id and members.month = pairs.month
),

before_ as (
    select
        pairs.library_id,
        pairs.month,
        members.member_key,
        members.branch_id,
        members.person_kind,
        members.segment
    from members
    inner join pairs on members.library_id = pairs.library_id and members.month = pairs.earlier
)

select
    coalesce(now_.library_id, before_.library_id) as library_id,
    coalesce(now_.month, before_.month) as month,
    before_.branch_id as branch_before,
    before_.person_kind as kind_before,
    before_.segment as segment_before,
    now_.branch_id as branch_now,
    now_.person_kind as kind_now,
    now_.segment as segment_now,
    count(*)::bigint as persons
from now_
full outer join before_
    on
        now_.library_id = before_.library_id
        and now_.month = before_.month
        and now_.member_key = before_.member_key
group by all
