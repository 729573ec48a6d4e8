-- purpose: { nl = "Met wie je sprak", en = "With whom you spoke" }
-- grain: one row per organisation or person
-- params: most (integer)
-- unit: names
-- owner: coördinator relaties
-- version: 1
with

spoken as (
    select
        coalesce(organisation_id, person_id) as found_id,
        max(spoken_on) as last_spoken_on
    from mart.contact_moment
    group by coalesce(organisation_id, person_id)
),

named as (
    select
        'organisation' as kind,
        organisation_id as found_id,
        library_id,
        name,
        place as beside
    from mart.organisation
    union all
    select
        'person' as kind,
        person.person_id as found_id,
        person.library_id,
        person.name,
        string_agg(distinct organisation.name, ', ') as beside
    from mart.person
    left join mart.contact_person
        on person.person_id = contact_person.person_id and contact_person.is_current
    left join mart.organisation
        on contact_person.organisation_id = organisation.organisation_id
    group by
        person.person_id,
        person.library_id,
        person.name
)

select
    named.kind,
    named.found_id,
    named.library_id,
    named.name,
    named.beside
from named
left join spoken on named.found_id = spoken.found_id
order by
    spoken.last_spoken_on desc nulls last,
    named.name asc,
    named.found_id asc
limit $most
