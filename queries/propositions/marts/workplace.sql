-- How many places of a kind one can reserve at a branch, and since when; a cabin is one place.
select
    library_id,
    branch_id,
    place_kind,
    places,
    valid_from,
    valid_to
from warehouse.usage.workplace
where library_id in (select unnest(getvariable('libraries')::varchar[]))
