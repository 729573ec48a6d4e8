-- purpose: { nl = "Kaarten van personen om naast elkaar te houden", en = "Cards of people to hold beside each other" }
-- grain: one row per person of the library
-- params: library_id (text)
-- unit: persons
-- owner: coördinator relaties
-- version: 1
with

working as (
    select
        contact_person.person_id,
        min(organisation.name) as organisation
    from mart.contact_person
    inner join mart.organisation
        on contact_person.organisation_id = organisation.organisation_id
    where contact_person.is_current
    group by contact_person.person_id
)

select
    person.person_id as card_id,
    person.row_version,
    person.first_name,
    person.infix,
    person.last_name,
    person.email,
    person.phone,
    person.postcode,
    person.place,
    working.organisation
from mart.person
left join working on person.person_id = working.person_id
where person.library_id = $library_id
order by person.person_id
