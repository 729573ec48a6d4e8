-- purpose: { nl = "De kaart van een organisatie", en = "The card of an organisation" }
-- grain: one row, or none
-- params: organisation_id (text)
-- unit: organisations
-- owner: coördinator relaties
-- version: 1
select
    organisation_id,
    library_id,
    name,
    kind,
    brin,
    municipality_id,
    postcode,
    place,
    website,
    phone,
    note,
    own,
    row_version
from mart.organisation
where organisation_id = $organisation_id
