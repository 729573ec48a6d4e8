-- purpose: { nl = "Geschiedenis met een relatie", en = "History with a relation" }
-- grain: one row per contact moment and promise
-- params: organisation_id (text, optional), person_id (text, optional)
-- unit: contact moments
-- owner: coördinator relaties
-- version: 6
-- changed: 2026-11-30
-- pitfalls: { nl = "Van een persoon staan er ook de gesprekken waar die naast een ander bij was; people_beside en colleagues noemen wie er nog meer bij waren.", en = "Of a person this also has the talks where they were beside somebody else; people_beside and colleagues name who else was there." }
with

merged as (
    select
        merged_id,
        survivor_id
    from mart.card_merge
    where undone_at is null
),

-- The card and what was merged into it.
cards as (
    select $organisation_id::varchar as card_id
    union all
    select $person_id::varchar as card_id
    union all
    select merged_id as card_id
    from merged
    where survivor_id = $organisation_id or survivor_id = $person_id
),

-- Asked one by one: with or, every talk the library ever had would be held beside all three.
noted as (
    select *
    from mart.contact_moment_noted
    where organisation_id in (select card_id from cards)
    union
    select *
    from mart.contact_moment_noted
    where person_id in (select card_id from cards)
    union
    select *
    from mart.contact_moment_noted
    where contact_moment_id in (
        select contact_moment_id from mart.contact_moment_person
        where person_id = $person_id and not is_first
    )
),

talk as (
    select
        noted.* exclude (organisation_id, person_id),
        coalesce(of_organisation.survivor_id, noted.organisation_id) as organisation_id,
        coalesce(of_person.survivor_id, noted.person_id) as person_id
    from noted
    left join merged as of_organisation
        on noted.organisation_id = of_organisation.merged_id
    left join merged as of_person
        on noted.person_id = of_person.merged_id
),

beside as (
    select distinct
        talk.contact_moment_id,
        contact_moment_person.person_id
    from talk
    inner join mart.contact_moment_person
        on talk.contact_moment_id = contact_moment_person.contact_moment_id
    where
        not contact_moment_person.is_first
        and contact_moment_person.person_id is distinct from talk.person_id
),

named as (
    select
        person_id,
        name
    from mart.person
    where person_id in (
        select person_id from talk
        union
        select person_id from beside
    )
),

others as (
    select
        beside.contact_moment_id,
        list(named.name order by named.name) as people_beside
    from beside
    inner join named on beside.person_id = named.person_id
    group by beside.contact_moment_id
),

colleagues as (
    select
        contact_moment_colleague.contact_moment_id,
        list(names.full_name order by names.full_name) as colleagues
    from mart.contact_moment_colleague
    inner join mart.colleague_name as names
        on contact_moment_colleague.app_user_id = names.app_user_id
    where contact_moment_colleague.contact_moment_id in (select contact_moment_id from talk)
    group by contact_moment_colleague.contact_moment_id
),

-- What need not be done any more steps back for what was promised instead.
promise as (
    select *
    from mart.promise
    where contact_moment_id in (select contact_moment_id from talk)
    qualify
        row_number() over (
            partition by contact_moment_id order by status = 'dropped' asc, due_on desc, follow_up_id asc
        ) = 1
)

select
    talk.contact_moment_id,
    talk.library_id,
    talk.spoken_on,
    talk.channel,
    talk.place,
    talk.summary,
    talk.organisation_id,
    talk.person_id,
    organisation.name as organisation_name,
    named.name as person_name,
    others.people_beside,
    colleagues.colleagues,
    proposition.code as proposition,
    proposition.name as proposition_name,
    names.full_name as recorded_by_name,
    promise.follow_up_id,
    promise.promise,
    promise.due_on,
    promise.owner,
    owners.full_name as owner_name,
    promise.status,
    promise.done_at,
    promise.row_version
from talk
left join mart.organisation
    on talk.organisation_id = organisation.organisation_id
left join named
    on talk.person_id = named.person_id
left join others
    on talk.contact_moment_id = others.contact_moment_id
left join colleagues
    on talk.contact_moment_id = colleagues.contact_moment_id
left join mart.proposition
    on talk.proposition_id = proposition.proposition_id
left join promise
    on talk.contact_moment_id = promise.contact_moment_id
left join mart.colleague_name as names
    on talk.recorded_by = names.app_user_id
left join mart.colleague_name as owners
    on promise.owner = owners.app_user_id
order by
    talk.spoken_on desc,
    talk.recorded_at desc
