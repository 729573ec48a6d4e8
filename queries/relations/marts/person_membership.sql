-- The memberships and free accounts of who is linked: kind, branch, since when and until when. Never a loan or a group.
select
    linked_member.person_link_id,
    linked_member.library_id,
    linked_member.person_id,
    delivered_member.person_kind,
    delivered_member.subscription,
    delivered_member.proposition,
    delivered_member.branch_id,
    delivered_member.since,
    delivered_member.until
from mart.linked_member
inner join mart.delivered_member
    on
        linked_member.library_id = delivered_member.library_id
        and linked_member.member_key = delivered_member.member_key
where
    list_contains(getvariable('libraries')::varchar[], linked_member.library_id)
    and getvariable('may_see_people')
