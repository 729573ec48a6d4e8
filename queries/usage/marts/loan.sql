-- Single loans as delivered, without the key of whoever borrowed: what was lent where and when, and by nobody.
select
    library_id,
    branch_id,
    loaned_on,
    material,
    load_run_id,
    source_row
from warehouse.usage.loan
where library_id in (select unnest(getvariable('libraries')::varchar[]))
