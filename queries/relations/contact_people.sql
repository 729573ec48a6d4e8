-- purpose: { nl = "Wie werkt waar", en = "Who works where" }
-- grain: one row per person and organisation, who still works there first
-- params: organisation_id (text, optional), person_id (text, optional)
-- unit: contact persons
-- owner: coördinator relaties
-- version: 1
select
    contact_person.contact_person_id,
    contact_person.organisation_id,
    contact_person.person_id,
    contact_person.role,
    contact_person.since,
    contact_person.until,
    contact_person.is_current,
    contact_person.row_version,
    person.name,
    person.email,
    person.phone,
    person.note,
    organisation.name as organisation_name
from mart.contact_person
inner join mart.person
    on contact_person.person_id = person.person_id
inner join mart.organisation
    on contact_person.organisation_id = organisation.organisation_id
where
    contact_person.organisation_id = $organisation_id
    or contact_person.person_id = $person_id
order by
    contact_person.is_current desc,
    person.last_name asc,
    organisation.name asc
