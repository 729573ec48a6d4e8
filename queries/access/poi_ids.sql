-- purpose: { nl = "Alle POI's met bibliotheken", en = "All support institutions with libraries" }
-- grain: one row per support institution
-- unit: institutions
-- owner: beheerder
-- version: 1
select distinct poi_id
from mart.poi_library
order by poi_id
