-- purpose: { nl = "Kaarten van organisaties naast elkaar, met wat erbij hoort", en = "Cards of organisations beside each other, with what belongs to them" }
-- grain: one row per organisation asked
-- params: ids (texts)
-- unit: organisations
-- owner: coördinator relaties
-- version: 1
with

asked as (
    select
        organisation_id,
        library_id,
        name,
        kind,
        postcode,
        place,
        municipality_id,
        phone,
        website,
        brin,
        note,
        row_version
    from mart.organisation
    where list_contains($ids::varchar[], organisation_id)
),

working as (
    select
        contact_person.organisation_id,
        string_agg(distinct person.name, ', ') as beside
    from mart.contact_person
    inner join mart.person
        on contact_person.person_id = person.person_id
    where contact_person.is_current and list_contains($ids::varchar[], contact_person.organisation_id)
    group by contact_person.organisation_id
),

spoken as (
    select
        organisation_id,
        count(*) as talks,
        max(spoken_on) as last_spoken_on
    from mart.contact_moment
    where list_contains($ids::varchar[], organisation_id)
    group by organisation_id
),

promised as (
    select
        organisation_id,
        count(*) as open_count
    from mart.follow_up
    where status = 'open' and list_contains($ids::varchar[], organisation_id)
    group by organisation_id
)

select
    asked.*,
    working.beside,
    coalesce(spoken.talks, 0) as talks,
    spoken.last_spoken_on,
    coalesce(promised.open_count, 0) as open_count
from asked
left join working on asked.organisation_id = working.organisation_id
left join spoken on asked.organisation_id = spoken.organisation_id
left join promised on asked.organisation_id = promised.organisation_id
order by asked.organisation_id
