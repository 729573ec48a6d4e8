-- purpose: { nl = "Iedereen die de bibliotheek bij naam kent, met waar ze nu werken", en = "Everybody the library knows by name, with where they work now" }
-- grain: one row per person; who works at several organisations shows the first by name
-- params: library_id (text)
-- unit: persons
-- owner: coördinator relaties
-- version: 1
with

working as (
    select
        contact_person.person_id,
        contact_person.role,
        contact_person.since,
        organisation.name as organisation,
        row_number() over (
            partition by contact_person.person_id
            order by organisation.name, contact_person.contact_person_id
        ) as place
    from mart.contact_person
    inner join mart.organisation
        on contact_person.organisation_id = organisation.organisation_id
    where contact_person.is_current
)

select
    person.person_id,
    person.first_name,
    person.infix,
    person.last_name,
    person.email,
    person.phone,
    person.postcode,
    person.place,
    working.organisation,
    working.role,
    working.since,
    person.note,
    person.own,
    person.row_version
from mart.person
left join working
    on person.person_id = working.person_id and working.place = 1
where person.library_id = $library_id
order by person.last_name, person.first_name, person.person_id
