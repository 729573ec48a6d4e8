-- purpose: { nl = "Opvolging met wie, wat en wanneer", en = "Follow-ups with whom, what and when" }
-- grain: one row per follow-up
-- params: owner (text, optional), status (text, optional), organisation_id (text, optional), person_id (text, optional)
-- unit: follow-ups
-- owner: coördinator relaties
-- version: 2
-- changed: 2026-11-28
-- pitfalls: { nl = "Een vaste stap hoort bij geen gesprek.", en = "A step that was begun belongs to no talk." }
select
    follow_up.follow_up_id,
    follow_up.contact_moment_id,
    follow_up.library_id,
    follow_up.organisation_id,
    follow_up.person_id,
    coalesce(organisation.name, person.name) as with_whom,
    case when organisation.name is not null then person.name end as with_person,
    follow_up.promise,
    follow_up.spoken_on,
    follow_up.step_run_id,
    follow_up.steps_name,
    follow_up.due_on,
    follow_up.owner,
    names.full_name as owner_name,
    follow_up.status,
    follow_up.done_at,
    follow_up.row_version
from mart.follow_up
left join mart.organisation
    on follow_up.organisation_id = organisation.organisation_id
left join mart.person
    on follow_up.person_id = person.person_id
left join mart.colleague_name as names
    on follow_up.owner = names.app_user_id
where
    ($owner::varchar is null or follow_up.owner = $owner)
    and ($status::varchar is null or follow_up.status = $status)
    and ($organisation_id::varchar is null or follow_up.organisation_id = $organisation_id)
    and ($person_id::varchar is null or follow_up.person_id = $person_id)
order by
    follow_up.due_on,
    follow_up.follow_up_id
