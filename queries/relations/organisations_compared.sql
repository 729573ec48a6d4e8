-- purpose: { nl = "Kaarten van organisaties om naast elkaar te houden", en = "Cards of organisations to hold beside each other" }
-- grain: one row per organisation of the library
-- params: library_id (text)
-- unit: organisations
-- owner: coördinator relaties
-- version: 1
select
    organisation_id as card_id,
    row_version,
    name,
    postcode,
    place,
    phone,
    website,
    brin
from mart.organisation
where library_id = $library_id
order by organisation_id
