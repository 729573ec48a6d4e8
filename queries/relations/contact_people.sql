-- purpose: { nl = "Wie werkt waar", en = "Who works where" }
-- grain: one row per person and organisation
-- params: organisation_id (text, optional), person_id (text, optional)
-- unit: contact persons
-- owner: coördinator relaties
-- version: 1
select
    contact_person.contact_person_id,
    contact_person.organisation_id,
    contact_person.person_id,
    contact_person.role,
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
    person.last_name,
    organisation.name
