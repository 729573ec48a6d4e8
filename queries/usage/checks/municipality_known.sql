-- says: { nl = "Zonder deze gemeenten hangen inwoners of bibliotheken in de lucht. Lever eerst de gemeenten aan.", en = "Without these municipalities residents or libraries refer to nothing. Deliver the municipalities first." }
-- after: usage.municipality
with

referring as (
    select municipality_id from warehouse.usage.population
    union
    select municipality_id from warehouse.usage.library_municipality
    union
    select municipality_id from warehouse.usage.membership
)

select referring.municipality_id
from referring
left join warehouse.usage.municipality on referring.municipality_id = municipality.municipality_id
where referring.municipality_id is not null and municipality.municipality_id is null
