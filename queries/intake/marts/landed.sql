-- What stands in the warehouse, per table, delivery and library: how many rows, and until which day.
-- A month without a number does not make a source fresh.
select
    table_name,
    source_id,
    load_run_id,
    library_id,
    row_count,
    first_day,
    fresh_until
from warehouse.intake.landed
where
    library_id in (select unnest(getvariable('libraries')::varchar[]))
    or (library_id is null and len(getvariable('libraries')::varchar[]) > 0)
