-- Members as delivered for a reference date: no names, no numbers. Rows carry no key of their own.
select
    library_id,
    reference_date,
    branch_id,
    postcode_area,
    joined_on,
    last_used_on,
    load_run_id,
    source_row
from warehouse.usage.member
where library_id in (select unnest(getvariable('libraries')::varchar[]))
