-- purpose: { nl = "Opvolging met wie, wat en wanneer", en = "Follow-ups with whom, what and when" }
-- grain: one row per follow-up
-- params: owner (text, optional), status (text, optional), follow_up_id (text, optional)
-- unit: follow-ups
-- owner: coördinator relaties
-- version: 5
-- changed: 2026-11-29
-- pitfalls: { nl = "Een vaste stap hoort bij geen gesprek. Van een gesprek met meer mensen staat hier de eerste.", en = "A step that was begun belongs to no talk. Of a talk with several people this names the first." }
with

asked as (
    select *
    from mart.follow_up
    where
        ($owner::varchar is null or owner = $owner)
        and ($status::varchar is null or status = $status)
        and ($follow_up_id::varchar is null or follow_up_id = $follow_up_id)
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
