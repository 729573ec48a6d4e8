-- purpose: { nl = "Met wie je sprak", en = "With whom you spoke" }
-- grain: one row per organisation or person
-- params: most (integer), kind (text, optional)
-- unit: names
-- owner: coördinator relaties
-- version: 2
-- changed: 2026-11-28
-- pitfalls: { nl = "Wie ooit het laatst gesproken is staat bovenaan, ook wie er naast een ander bij was; also houdt uit elkaar wie hetzelfde heet.", en = "Who was spoken last comes first, also who was there beside somebody else; also tells apart who have the same name." }
with

spoken as (
    select
        organisation_id as found_id,
        max(spoken_on) as last_spoken_on
    from mart.contact_moment
    where organisation_id is not null
    group by organisation_id
    union all
    select
        person_id as found_id,
        max(spoken_on) as last_spoken_on
    from mart.contact_moment_person
    group by person_id
),

named as (
    select
        'organisation' as kind,
        organisation_id as found_id,
        library_id,
        name,
        place as beside,
        phone as also
    from mart.organisation
    union all
    select
        'person' as kind,
        person.person_id as found_id,
        person.library_id,
        person.name,
        string_agg(distinct organisation.name, ', ') as beside,
        any_value(coalesce(person.phone, person.email, person.place)) as also
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
    named.beside,
    named.also
from named
left join spoken on named.found_id = spoken.found_id
where $kind::varchar is null or named.kind = $kind
order by
    spoken.last_spoken_on desc nulls last,
    named.name asc,
    named.found_id asc
limit $most
