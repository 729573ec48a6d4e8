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
        person_id as found_id,
        library_id,
        name,
        null as beside,
        coalesce(phone, email, place) as also
    from mart.person
),

shown as (
    select
        named.*,
        spoken.last_spoken_on
    from named
    left join spoken on named.found_id = spoken.found_id
    where $kind::varchar is null or named.kind = $kind
    order by
        spoken.last_spoken_on desc nulls last,
        named.name asc,
        named.found_id asc
    limit $most
),

working as (
    select
        shown.found_id,
        string_agg(distinct organisation.name, ', ') as works_at
    from shown
    inner join mart.contact_person
        on shown.found_id = contact_person.person_id and contact_person.is_current
    inner join mart.organisation
        on contact_person.organisation_id = organisation.organisation_id
    group by shown.found_id
)

select
    shown.kind,
    shown.found_id,
    shown.library_id,
    shown.name,
    coalesce(working.works_at, shown.beside) as beside,
    shown.also
from shown
left join working on shown.found_id = working.found_id
order by
    shown.last_spoken_on desc nulls last,
    shown.name asc,
    shown.found_id asc
