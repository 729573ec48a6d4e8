-- What a person reserved at a branch in a month, and what came of it; with checked_in above 0 it was a moment.
select
    library_id,
    branch_id,
    proposition,
    member_key,
    month,
    reserved,
    checked_in,
    no_show,
    cancelled_by_visitor,
    cancelled_by_library,
    last_day,
    load_run_id
from warehouse.propositions.moments_by_person
where library_id in (select unnest(getvariable('libraries')::varchar[]))
