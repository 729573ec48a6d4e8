-- purpose: { nl = "De stappen die met een relatie begonnen zijn", en = "The steps that were begun with a relation" }
-- grain: one row per step
-- params: organisation_id (text, optional), person_id (text, optional)
-- unit: follow-ups
-- owner: coördinator relaties
-- version: 1
select
    step.follow_up_id,
    step.library_id,
    step.organisation_id,
    step.person_id,
    coalesce(organisation.name, person.name) as with_whom,
    step.step_run_id,
    step.steps_name,
    step.promise,
    step.due_on,
    step.owner,
    names.full_name as owner_name,
    step.status,
    step.done_at,
    step.row_version
from mart.step
left join mart.organisation
    on step.organisation_id = organisation.organisation_id
left join mart.person
    on step.person_id = person.person_id
left join mart.colleague_name as names
    on step.owner = names.app_user_id
where
    step.organisation_id = $organisation_id
    or step.person_id = $person_id
order by
    step.due_on,
    step.follow_up_id
