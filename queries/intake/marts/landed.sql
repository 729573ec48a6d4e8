-- What stands in the warehouse, per table, delivery and library: how many rows, and until which day.
-- A month without a number does not make a source fresh.
select
    'usage.library' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    null::date as first_day,
    null::date as fresh_until
from warehouse.usage.library
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    'usage.branch' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    null::date as first_day,
    null::date as fresh_until
from warehouse.usage.branch
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    'usage.municipality' as table_name,
    source_id,
    load_run_id,
    null::varchar as library_id,
    count(*) as row_count,
    null::date as first_day,
    null::date as fresh_until
from warehouse.usage.municipality
where len(getvariable('libraries')::varchar[]) > 0
group by all
union all
select
    'usage.library_municipality' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    null::date as first_day,
    null::date as fresh_until
from warehouse.usage.library_municipality
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    'usage.poi_library' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    null::date as first_day,
    null::date as fresh_until
from warehouse.usage.poi_library
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    'usage.population' as table_name,
    source_id,
    load_run_id,
    null::varchar as library_id,
    count(*) as row_count,
    min(counted_on) as first_day,
    max(counted_on) filter (where residents is not null) as fresh_until
from warehouse.usage.population
where len(getvariable('libraries')::varchar[]) > 0
group by all
union all
select
    'usage.visit_count' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    min(month) as first_day,
    last_day(max(month) filter (where visits is not null)) as fresh_until
from warehouse.usage.visit_count
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    'usage.loan_count' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    min(month) as first_day,
    last_day(max(month) filter (where loans is not null)) as fresh_until
from warehouse.usage.loan_count
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    'usage.member' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    min(reference_date) as first_day,
    max(reference_date) as fresh_until
from warehouse.usage.member
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    'usage.opening_hours' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    null::date as first_day,
    null::date as fresh_until
from warehouse.usage.opening_hours
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    'usage.closure' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    null::date as first_day,
    null::date as fresh_until
from warehouse.usage.closure
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    'usage.survey_answer' as table_name,
    source_id,
    load_run_id,
    library_id,
    count(*) as row_count,
    min(answered_on) as first_day,
    max(answered_on) as fresh_until
from warehouse.usage.survey_answer
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
