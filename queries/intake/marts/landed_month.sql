-- Per source, branch and month how many rows stand in the warehouse, how many hold a number, and why not.
select
    source_id,
    library_id,
    branch_id,
    month,
    count(*) as row_count,
    count(visits) as filled,
    any_value(visits_missing) as why
from warehouse.usage.visit_count
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    source_id,
    library_id,
    branch_id,
    month,
    count(*) as row_count,
    count(loans) as filled,
    any_value(loans_missing) as why
from warehouse.usage.loan_count
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    source_id,
    library_id,
    branch_id,
    date_trunc('month', reference_date)::date as month,
    count(*) as row_count,
    count(*) as filled,
    null::varchar as why
from warehouse.usage.member
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    source_id,
    library_id,
    branch_id,
    date_trunc('month', answered_on)::date as month,
    count(*) as row_count,
    count(*) as filled,
    null::varchar as why
from warehouse.usage.survey_answer
where library_id in (select unnest(getvariable('libraries')::varchar[]))
group by all
union all
select
    source_id,
    null::varchar as library_id,
    null::varchar as branch_id,
    date_trunc('month', counted_on)::date as month,
    count(*) as row_count,
    count(residents) as filled,
    any_value(residents_missing) as why
from warehouse.usage.population
where len(getvariable('libraries')::varchar[]) > 0
group by all
