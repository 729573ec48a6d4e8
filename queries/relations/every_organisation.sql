-- purpose: { nl = "Alle organisaties van een bibliotheek", en = "Every organisation of a library" }
-- grain: one row per organisation
-- params: library_id (text)
-- unit: organisations
-- owner: coördinator relaties
-- version: 1
select
    organisation_id,
    name,
    kind,
    postcode,
    place,
    phone,
    website,
    brin,
    municipality_id,
    note,
    own,
    search_name,
    row_version
from mart.organisation
where library_id = $library_id
order by name, organisation_id
