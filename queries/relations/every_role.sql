-- purpose: { nl = "Wie nu waar werkt", en = "Who works where now" }
-- grain: one row per person and organisation
-- params: library_id (text)
-- unit: persons
-- owner: coördinator relaties
-- version: 1
select
    contact_person_id,
    person_id,
    organisation_id,
    role,
    since,
    row_version
from mart.contact_person
where library_id = $library_id and is_current
order by person_id, organisation_id
