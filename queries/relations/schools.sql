-- purpose: { nl = "Scholen uit de officiële lijst", en = "Schools from the official list" }
-- grain: one row per school location
-- unit: organisations
-- owner: coördinator relaties
-- version: 1
select
    organisation_id,
    brin,
    name,
    place,
    municipality_id,
    phone,
    website,
    row_version
from mart.organisation
where brin is not null
order by brin
