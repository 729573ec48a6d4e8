-- purpose: { nl = "Opvolging met wie, wat en wanneer", en = "Follow-ups with whom, what and when" }
-- grain: one row per follow-up
-- params: owner (text, optional), status (text, optional), organisation_id (text, optional), person_id (text, optional)
-- unit: follow-ups
-- owner: coördinator relaties
-- version: 3
-- changed: 2026-11-28
-- pitfalls: { nl = "Een vaste stap hoort bij geen gesprek. Van een persoon staan er ook de beloftes uit gesprekken waar die naast een ander bij was.", en = "A step that was begun belongs to no talk. Of a person this also has the promises of talks where they were beside somebody else." }
with

there as (
    select contact_moment_id
    from mart.contact_moment_person
    where person_id = $person_id and not is_first
),

asked as (
    select *
    from mart.follow_up
    where
        ($owner::varchar is null or owner = $owner)
        and ($status::varchar is null or status = $status)
        and ($organisation_id::varchar is null or organisation_id = $organisation_id)
        and (
            $person_id::varchar is null
            or person_id = $person_id
            or contact_moment_id in (select contact_moment_id from there)
        )
),

-- Only whom it is about: to put together the name of everybody would cost more than all the rest.
named as (
    select
        person_id,
        name
    from mart.person
    where person_id in (select person_id from asked)
)

select
    asked.follow_up_id,
    asked.contact_moment_id,
    asked.library_id,
    asked.organisation_id,
    asked.person_id,
    coalesce(organisation.name, named.name) as with_whom,
    case when organisation.name is not null then named.name end as with_person,
    asked.promise,
    asked.spoken_on,
    asked.step_run_id,
    asked.steps_name,
    asked.due_on,
    asked.owner,
    names.full_name as owner_name,
    asked.status,
    asked.done_at,
    asked.row_version
from asked
left join mart.organisation
    on asked.organisation_id = organisation.organisation_id
left join named
    on asked.person_id = named.person_id
left join mart.colleague_name as names
    on asked.owner = names.app_user_id
order by
    asked.due_on,
    asked.follow_up_id
