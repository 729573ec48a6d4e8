-- Per source, branch and month how many rows stand in the warehouse, how many hold a number, and why not.
select
    source_id,
    library_id,
    branch_id,
    month,
    row_count,
    filled,
    why
from warehouse.intake.landed_month
where
    library_id in (select unnest(getvariable('libraries')::varchar[]))
    or (library_id is null and len(getvariable('libraries')::varchar[]) > 0)
