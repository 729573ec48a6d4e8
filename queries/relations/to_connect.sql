-- purpose: { nl = "Wie of wat hier nog bij kan horen", en = "Who or what may still belong here" }
-- grain: one row per person of the organisation's library, or organisation of the person's, not connected now
-- params: organisation_id (text, optional), person_id (text, optional), most (integer)
-- unit: names
-- owner: coördinator relaties
-- version: 1
with

connected as (
    select
        organisation_id,
        person_id
    from mart.contact_person
    where is_current and (organisation_id = $organisation_id or person_id = $person_id)
),

possible as (
    select
        person.person_id as found_id,
        person.name,
        person.phone as beside
    from mart.person
    inner join mart.organisation on person.library_id = organisation.library_id
    where
        organisation.organisation_id = $organisation_id
        and person.person_id not in (select connected.person_id from connected)
    union all
    select
        organisation.organisation_id as found_id,
        organisation.name,
        organisation.place as beside
    from mart.organisation
    inner join mart.person on organisation.library_id = person.library_id
    where
        person.person_id = $person_id
        and organisation.organisation_id not in (select connected.organisation_id from connected)
)

select
    found_id,
    name,
    beside
from possible
order by
    name,
    found_id
limit $most
