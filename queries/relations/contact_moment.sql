-- purpose: { nl = "Met wie een gesprek was", en = "With whom a contact moment was" }
-- grain: one row, or none
-- params: contact_moment_id (text)
-- unit: contact moments
-- owner: coördinator relaties
-- version: 1
select
    contact_moment.contact_moment_id,
    coalesce(organisation.name, person.name) as with_whom,
    follow_up.due_on
from mart.contact_moment
left join mart.organisation
    on contact_moment.organisation_id = organisation.organisation_id
left join mart.person
    on contact_moment.person_id = person.person_id
left join mart.follow_up
    on contact_moment.contact_moment_id = follow_up.contact_moment_id
where contact_moment.contact_moment_id = $contact_moment_id
