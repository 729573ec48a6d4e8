-- Residents of the municipalities a library serves in a month, for the libraries one works for: the last count known by
-- then, or else the first one after it.
with

calendar as (
    select unnest(generate_series(date '2000-01-01', current_date, interval 1 month))::date as month
),

counted as (
    select
        municipality_id,
        counted_on,
        sum(residents)::bigint as residents
    from warehouse.usage.population
    group by municipality_id, counted_on
),

served as (
    select distinct
        library_municipality.library_id,
        library_municipality.municipality_id,
        calendar.month
    from warehouse.usage.library_municipality as library_municipality
    inner join calendar
        on
            library_municipality.valid_from <= calendar.month
            and coalesce(library_municipality.valid_to > calendar.month, true)
    where library_municipality.library_id in (select unnest(getvariable('libraries')::varchar[]))
),

at_the_time as (
    select
        served.library_id,
        served.municipality_id,
        served.month,
        coalesce(
            max_by(counted.residents, counted.counted_on) filter (counted.counted_on <= last_day(served.month)),
            min_by(counted.residents, counted.counted_on)
        ) as residents
    from served
    inner join counted on served.municipality_id = counted.municipality_id
    group by served.library_id, served.municipality_id, served.month
)

select
    library_id,
    month,
    sum(residents)::bigint as residents
from at_the_time
group by library_id, month
