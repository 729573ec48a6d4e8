-- purpose: { nl = "Bibliotheken die een POI op een dag bedient", en = "Libraries a support institution serves on a day" }
-- grain: one row per library
-- params: poi_id (text), on_date (date)
-- unit: libraries
-- owner: beheerder
-- version: 1
select distinct library_id
from mart.poi_library
where
    poi_id = $poi_id
    and valid_from <= $on_date
    and coalesce(valid_to, date '9999-12-31') > $on_date
order by library_id
