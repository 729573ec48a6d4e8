-- purpose: { nl = "Activiteiten die ook in een aanlevering staan", en = "Activities that are in a delivery too" }
-- grain: one row
-- unit: activities
-- owner: coördinator
-- version: 1
select count(*) filter (where is_delivered) as doubles
from mart.typed_activity
