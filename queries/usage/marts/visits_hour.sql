-- Counted visits per branch, month, weekday (1 is Monday) and hour, and on how many days that hour was counted.
select
    library_id,
    branch_id,
    month,
    weekday,
    hour,
    visits,
    days,
    intervals_missing
from warehouse.usage.visits_by_hour
where library_id in (select unnest(getvariable('libraries')::varchar[]))
