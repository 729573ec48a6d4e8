-- Branches of the libraries one works for.
select
    library_id,
    branch_id,
    name,
    kind,
    opened_on,
    closed_on,
    latitude,
    longitude
from warehouse.usage.branch
where library_id in (select unnest(getvariable('libraries')::varchar[]))
