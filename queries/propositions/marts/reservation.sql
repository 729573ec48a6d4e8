-- Reservations of a place, one row each, with what came of them; a person is a key and never a name.
select
    library_id,
    branch_id,
    reservation_id,
    member_key,
    proposition,
    place_kind,
    reserved_at,
    starts_at,
    ends_at,
    date_trunc('month', starts_at)::date as month,
    status,
    checked_in_at,
    load_run_id,
    source_row
from warehouse.usage.reservation
where library_id in (select unnest(getvariable('libraries')::varchar[]))
