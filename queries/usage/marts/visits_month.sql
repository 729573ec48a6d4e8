-- Counted visits per branch and month; a month without a row was not delivered.
select
    library_id,
    branch_id,
    month,
    visits,
    visits_missing,
    count_method,
    load_run_id,
    source_row
from warehouse.usage.visit_count
where library_id in (select unnest(getvariable('libraries')::varchar[]))
