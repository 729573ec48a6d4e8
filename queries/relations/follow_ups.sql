-- purpose: { nl = "Opvolging met wie, wat en wanneer", en = "Follow-ups with whom, what and when" }
-- grain: one row per follow-up
-- params: owner (text, optional), status (text, optional), organisation_id (text, optional), person_id (text, optional)
-- unit: follow-ups
-- owner: coördinator relaties
-- version: 3
-- changed: 2026-11-28
-- pitfalls: { nl = "Een vaste stap hoort bij geen gesprek. Van een persoon staan er ook de beloftes uit gesprekken waar die naast een ander bij was.", en = "A step that was begun belongs to no talk. Of a person this also has the promises of talks where they were beside somebody else." }
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
    and (
        $person_id::varchar is null
        or follow_up.person_id = $person_id
        or follow_up.contact_moment_id in (
            select contact_moment_person.contact_moment_id
            from mart.contact_moment_person
            where contact_moment_person.person_id = $person_id and not contact_moment_person.is_first
        )
    )
order by
    follow_up.due_on,
    follow_up.follow_up_id
