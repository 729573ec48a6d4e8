-- purpose: { nl = "Alle bibliotheken in het warehouse", en = "All libraries in the warehouse" }
-- grain: one row per library
-- unit: libraries
-- owner: beheerder
-- version: 1
select
    library_id,
    name
from mart.library
order by library_id
