-- Closures and other events as a library wrote them down; without a branch it touched all of them.
select
    library_id,
    branch_id,
    since,
    until,
    reason_nl,
    reason_en
from warehouse.usage.closure
where library_id in (select unnest(getvariable('libraries')::varchar[]))
