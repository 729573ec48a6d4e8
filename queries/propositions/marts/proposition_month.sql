-- Persons, reservations and what came of them per month and scope: own branches and libraries, and the
-- levels above them, which everybody may see as long as nobody is recognised in them.
select
    scope_id,
    library_id,
    branch_id,
    proposition,
    month,
    persons,
    reserved,
    checked_in,
    no_show,
    cancelled_by_visitor,
    cancelled_by_library,
    last_day,
    load_run_id
from warehouse.propositions.by_month
where
    (library_id is null and persons >= 10)
    or library_id in (select unnest(getvariable('libraries')::varchar[]))
