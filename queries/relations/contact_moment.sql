-- purpose: { nl = "Met wie een gesprek was", en = "With whom a contact moment was" }
-- grain: one row, or none
-- params: contact_moment_id (text)
-- unit: contact moments
-- owner: coördinator relaties
-- version: 2
-- changed: 2026-11-28
with

others as (
    select list(distinct person.name order by person.name) as people_beside
    from mart.contact_moment
    inner join mart.contact_moment_person
        on contact_moment.contact_moment_id = contact_moment_person.contact_moment_id
    inner join mart.person
        on contact_moment_person.person_id = person.person_id
    where
        contact_moment.contact_moment_id = $contact_moment_id
        and not contact_moment_person.is_first
        and contact_moment_person.person_id is distinct from contact_moment.person_id
)

select
    contact_moment.contact_moment_id,
    coalesce(organisation.name, person.name) as with_whom,
    case when organisation.name is not null then person.name end as with_person,
    others.people_beside,
    follow_up.due_on
from mart.contact_moment
cross join others
left join mart.organisation
    on contact_moment.organisation_id = organisation.organisation_id
left join mart.person
    on contact_moment.person_id = person.person_id
left join mart.follow_up
    on contact_moment.contact_moment_id = follow_up.contact_moment_id
where contact_moment.contact_moment_id = $contact_moment_id
