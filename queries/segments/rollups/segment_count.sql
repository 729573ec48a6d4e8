-- purpose: { nl = "Personen per vestiging, maand, soort en doelgroep", en = "Persons per branch, month, kind and group" }
-- reads: { "segments.segment_member" = "library_id, month" }
-- persons: { "segments.segment_member" = {} }
-- adds: persons
-- key: library_id, branch_id, month, person_kind, segment
-- partition: library_id, month
-- levels: branch
-- note: everybody stands in one row: one branch, one kind and one group a month
-- version: 1
select
    segment_member.library_id,
    segment_member.branch_id,
    segment_member.month,
    segment_member.person_kind,
    segment_member.segment,
    count(*)::bigint as persons
from warehouse.segments.segment_member as segment_member
inner join touched
    on segment_member.library_id = touched.library_id and segment_member.month = touched.month
where
    segment_member.month between getvariable('touched_since') and getvariable('touched_until')
    and (
        getvariable('touched_all_persons')
        or (segment_member.library_id, segment_member.member_key) in (
            select
                touched_person.library_id,
                touched_person.member_key
            from touched_person
        )
    )
group by
    segment_member.library_id,
    segment_member.branch_id,
    segment_member.month,
    segment_member.person_kind,
    segment_member.segment
