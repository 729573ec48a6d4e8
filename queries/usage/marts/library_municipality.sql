-- Which municipalities the libraries one works for serve, and since when.
select
    library_id,
    municipality_id,
    valid_from,
    valid_to
from warehouse.usage.library_municipality
where library_id in (select unnest(getvariable('libraries')::varchar[]))
