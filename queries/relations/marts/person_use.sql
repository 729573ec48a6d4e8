-- Work places who is linked reserved, and that they took part in something, during the last 24 months, as long as the text of a
-- talk is kept. Of an activity its core function and never its title; reservations for help with language or government are not
-- here at all: such things tell too much of somebody.
select
    linked_member.person_link_id,
    linked_member.library_id,
    linked_member.person_id,
    'reservation' as used,
    reservation.starts_at::date as used_on,
    reservation.branch_id,
    reservation.proposition,
    reservation.status,
    null::varchar as core_function
from mart.linked_member
inner join warehouse.usage.reservation
    on linked_member.library_id = reservation.library_id and linked_member.member_key = reservation.member_key
where
    list_contains(getvariable('libraries')::varchar[], linked_member.library_id)
    and getvariable('may_see_people')
    and reservation.proposition = 'bieb_werkt'
    and reservation.starts_at >= coalesce(getvariable('today')::date, current_date) - interval 24 months
union all
select
    linked_member.person_link_id,
    linked_member.library_id,
    linked_member.person_id,
    'activity' as used,
    participation.held_on as used_on,
    participation.branch_id,
    null::varchar as proposition,
    null::varchar as status,
    participation.core_function
from mart.linked_member
inner join warehouse.usage.participation
    on linked_member.library_id = participation.library_id and linked_member.member_key = participation.member_key
where
    list_contains(getvariable('libraries')::varchar[], linked_member.library_id)
    and getvariable('may_see_people')
    and participation.held_on >= coalesce(getvariable('today')::date, current_date) - interval 24 months
