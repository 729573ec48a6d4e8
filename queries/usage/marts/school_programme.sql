-- Schools in a reading programme, per school year, with the pupils it reaches there. Who is in two programmes is in it twice.
select
    library_id,
    school_id,
    programme,
    school_year,
    level,
    pupils,
    pupils_missing,
    load_run_id,
    source_row
from warehouse.usage.school_programme
where library_id in (select unnest(getvariable('libraries')::varchar[]))
