-- What one may see counts of: a branch or library of one's own, a province or the country when all of it is one's own.
-- The widest comes last.
with

mine as (
    select unnest(getvariable('libraries')::varchar[]) as library_id
)

select
    'branch:' || branch.branch_id as scope_id,
    1 as width
from warehouse.usage.branch as branch
semi join mine on branch.library_id = mine.library_id
union all
select distinct
    'library:' || library_id as scope_id,
    2 as width
from mine
union all
select
    'province:' || poi_library.poi_id as scope_id,
    3 as width
from warehouse.usage.poi_library as poi_library
left join mine on poi_library.library_id = mine.library_id
where poi_library.valid_to is null
group by poi_library.poi_id
having bool_and(mine.library_id is not null)
union all
select
    'land' as scope_id,
    4 as width
from warehouse.usage.library as library
left join mine on library.library_id = mine.library_id
having count(*) > 0 and bool_and(mine.library_id is not null)
