-- Who is known and since when: a row per person and membership or free account, with the days between which it holds.
select
    library_id,
    member_key,
    'member' as person_kind,
    branch_id,
    birth_year,
    member_since as known_from,
    member_until as known_until,
    load_run_id,
    source_row
from warehouse.usage.membership
where library_id in (select unnest(getvariable('libraries')::varchar[]))
union all
select
    library_id,
    member_key,
    'free_account' as person_kind,
    branch_id,
    birth_year,
    registered_at::date as known_from,
    null::date as known_until,
    load_run_id,
    source_row
from warehouse.usage.registration
where library_id in (select unnest(getvariable('libraries')::varchar[]))
