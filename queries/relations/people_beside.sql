-- purpose: { nl = "Kaarten van personen naast elkaar, met wat erbij hoort", en = "Cards of people beside each other, with what belongs to them" }
-- grain: one row per person asked
-- params: ids (texts)
-- unit: persons
-- owner: coördinator relaties
-- version: 2
-- changed: 2026-11-28
-- pitfalls: { nl = "Een gesprek en een belofte tellen bij iedereen die erbij was, elk een keer.", en = "A talk and a promise count with everybody who was there, each once." }
with

asked as (
    select
        person_id,
        library_id,
        name,
        first_name,
        infix,
        last_name,
        phone,
        email,
        postcode,
        place,
        note,
        row_version
    from mart.person
    where list_contains($ids::varchar[], person_id)
),

working as (
    select
        contact_person.person_id,
        string_agg(distinct organisation.name, ', ') as beside
    from mart.contact_person
    inner join mart.organisation
        on contact_person.organisation_id = organisation.organisation_id
    where contact_person.is_current and list_contains($ids::varchar[], contact_person.person_id)
    group by contact_person.person_id
),

spoken as (
    select
        person_id,
        count(distinct contact_moment_id) as talks,
        max(spoken_on) as last_spoken_on
    from mart.contact_moment_person
    where list_contains($ids::varchar[], person_id)
    group by person_id
),

waiting as (
    select
        person_id,
        follow_up_id
    from mart.follow_up
    where status = 'open' and list_contains($ids::varchar[], person_id)
    union all
    select
        contact_moment_person.person_id,
        promise.follow_up_id
    from mart.promise
    inner join mart.contact_moment_person
        on promise.contact_moment_id = contact_moment_person.contact_moment_id
    where
        promise.status = 'open'
        and not contact_moment_person.is_first
        and list_contains($ids::varchar[], contact_moment_person.person_id)
),

promised as (
    select
        person_id,
        count(distinct follow_up_id) as open_count
    from waiting
    group by person_id
)

select
    asked.*,
    working.beside,
    coalesce(spoken.talks, 0) as talks,
    spoken.last_spoken_on,
    coalesce(promised.open_count, 0) as open_count
from asked
left join working on asked.person_id = working.person_id
left join spoken on asked.person_id = spoken.person_id
left join promised on asked.person_id = promised.person_id
order by asked.person_id
