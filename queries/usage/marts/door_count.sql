-- What a counter at a door counted in an interval, as delivered; what is made of it per month is mart.visits_month.
select
    library_id,
    branch_id,
    door,
    counted_at,
    visitors_in,
    visitors_in_missing,
    load_run_id,
    source_row
from warehouse.usage.door_count
where library_id in (select unnest(getvariable('libraries')::varchar[]))
