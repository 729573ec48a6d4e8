-- purpose: { nl = "Gemeenten op een dag", en = "Municipalities on a day" }
-- grain: one row per municipality
-- params: on_date (date)
-- unit: municipalities
-- owner: beheerder
-- version: 1
select
    municipality_id,
    name
from mart.municipality
where
    valid_from <= $on_date
    and coalesce(valid_to, date '9999-12-31') > $on_date
order by name
