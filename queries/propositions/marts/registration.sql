-- Free accounts: who registered for a proposition, when and through which door; not a membership.
select
    library_id,
    branch_id,
    member_key,
    proposition,
    registered_at,
    birth_year,
    channel,
    load_run_id,
    source_row
from warehouse.usage.registration
where library_id in (select unnest(getvariable('libraries')::varchar[]))
