-- purpose: { nl = "Een gesprek zoals het genoteerd is, om te wijzigen", en = "A contact moment as it was noted, to change it" }
-- grain: one row, or none
-- params: contact_moment_id (text)
-- unit: contact moments
-- owner: coördinator relaties
-- version: 3
-- changed: 2026-11-30
-- pitfalls: { nl = "Wie er nog bij waren en welke collega's staan in lijsten: de namen in dezelfde volgorde als hun id.", en = "Who else was there and which colleagues stand in lists: the names in the same order as their ids." }
with

talk as (
    select *
    from mart.contact_moment
    where contact_moment_id = $contact_moment_id
),

beside as (
    select distinct contact_moment_person.person_id
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
        list(beside.person_id order by named.name, beside.person_id) as beside_ids,
        list(named.name order by named.name, beside.person_id) as beside_names
    from beside
    left join named on beside.person_id = named.person_id
),

colleagues as (
    select
        list(there.app_user_id order by names.full_name, there.app_user_id) as colleague_ids,
        list(names.full_name order by names.full_name, there.app_user_id) as colleague_names
    from mart.contact_moment_colleague as there
    left join mart.colleague_name as names
        on there.app_user_id = names.app_user_id
    where there.contact_moment_id = $contact_moment_id
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
    talk.organisation_id,
    organisation.name as organisation_name,
    talk.person_id,
    named.name as person_name,
    others.beside_ids,
    others.beside_names,
    colleagues.colleague_ids,
    colleagues.colleague_names,
    talk.proposition_id,
    talk.spoken_on,
    talk.channel,
    talk.place,
    talk.summary,
    talk.recorded_by,
    talk.row_version,
    promise.follow_up_id,
    promise.promise,
    promise.due_on,
    promise.status,
    promise.done_at
from talk
cross join others
cross join colleagues
left join mart.organisation
    on talk.organisation_id = organisation.organisation_id
left join named
    on talk.person_id = named.person_id
left join promise
    on talk.contact_moment_id = promise.contact_moment_id
