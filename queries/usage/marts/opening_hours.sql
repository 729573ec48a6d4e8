-- When branches are open, per weekday (1 is Monday); the latest timetable that has begun is in force.
select
    library_id,
    branch_id,
    valid_from,
    weekday,
    opens_at,
    closes_at
from warehouse.usage.opening_hours
where library_id in (select unnest(getvariable('libraries')::varchar[]))
