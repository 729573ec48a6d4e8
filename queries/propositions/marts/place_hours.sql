-- Place hours reserved and checked in per branch, month, weekday (1 is Monday) and hour.
select
    library_id,
    branch_id,
    proposition,
    month,
    weekday,
    hour,
    reserved_hours,
    checked_in_hours,
    load_run_id
from warehouse.propositions.place_hours
where library_id in (select unnest(getvariable('libraries')::varchar[]))
