-- purpose: { nl = "De kaart van een persoon", en = "The card of a person" }
-- grain: one row, or none
-- params: person_id (text)
-- unit: persons
-- owner: coördinator relaties
-- version: 1
select
    person_id,
    library_id,
    first_name,
    infix,
    last_name,
    name,
    email,
    phone,
    postcode,
    place,
    note,
    own,
    row_version
from mart.person
where person_id = $person_id
