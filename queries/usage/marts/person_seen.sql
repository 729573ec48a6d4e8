-- Until when somebody was a member or did something, per library: for whoever keeps and lets go, and nobody else.
-- A membership without an end runs still. Keys that begin with x were let go of and lead to nobody.
with

every as (
    select
        library_id,
        member_key,
        coalesce(member_until, '9999-12-31'::date) as seen_on
    from warehouse.usage.membership
    union all
    select
        library_id,
        member_key,
        registered_at::date as seen_on
    from warehouse.usage.registration
    union all
    select
        library_id,
        member_key,
        starts_at::date as seen_on
    from warehouse.usage.reservation
    union all
    select
        library_id,
        member_key,
        held_on as seen_on
    from warehouse.usage.participation
    union all
    select
        library_id,
        member_key,
        reference_date as seen_on
    from warehouse.usage.member
    where member_key is not null
    union all
    select
        library_id,
        member_key,
        max(loaned_on) as seen_on
    from warehouse.usage.loan
    group by library_id, member_key
)

select
    library_id,
    member_key,
    max(seen_on) as seen_on
from every
where
    library_id in (select unnest(getvariable('libraries')::varchar[]))
    and list_contains(getvariable('permissions')::varchar[], 'access.keeping')
    and not starts_with(member_key, 'x')
group by library_id, member_key
