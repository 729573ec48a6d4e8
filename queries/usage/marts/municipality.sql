-- Municipalities are a reference: names and dates are public, so this mart filters on nothing.
select
    municipality_id,
    name,
    province,
    valid_from,
    valid_to
from warehouse.usage.municipality
