-- purpose: { nl = "Alle organisaties van een bibliotheek", en = "Every organisation of a library" }
-- grain: one row per organisation
-- params: library_id (text)
-- unit: organisations
-- owner: coördinator relaties
-- version: 2
select
    organisation.organisation_id,
    organisation.name,
    organisation.kind,
    organisation.postcode,
    organisation.place,
    organisation.phone,
    organisation.website,
    organisation.brin,
    organisation.municipality_id,
    larger.name as part_of,
    organisation.note,
    organisation.own,
    organisation.search_name,
    organisation.row_version
from mart.organisation
left join mart.organisation as larger
    on organisation.part_of_id = larger.organisation_id
where organisation.library_id = $library_id
order by
    organisation.name asc,
    organisation.organisation_id asc
