-- purpose: { nl = "De kaart van een organisatie", en = "The card of an organisation" }
-- grain: one row, or none
-- params: organisation_id (text)
-- unit: organisations
-- owner: coördinator relaties
-- version: 2
select
    organisation.organisation_id,
    organisation.library_id,
    organisation.name,
    organisation.kind,
    organisation.brin,
    organisation.municipality_id,
    organisation.postcode,
    organisation.place,
    organisation.website,
    organisation.phone,
    organisation.note,
    organisation.own,
    larger.organisation_id as part_of_id,
    larger.name as part_of_name,
    organisation.row_version
from mart.organisation
left join mart.organisation as larger
    on organisation.part_of_id = larger.organisation_id
where organisation.organisation_id = $organisation_id
