-- Which support institution serves which library, with dates; public.
select
    poi_id,
    library_id,
    valid_from,
    valid_to
from warehouse.usage.poi_library
