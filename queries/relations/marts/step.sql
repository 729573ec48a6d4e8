-- What we took on as one of the steps that were begun with somebody: with whom (after merging: the card that stands today) and
-- who does it; free text, may hold a name.
select
    follow_up.follow_up_id,
    follow_up.library_id,
    follow_up.step_run_id,
    step_run.name as steps_name,
    step_run.started_on,
    coalesce(merged_organisation.survivor_id, step_run.organisation_id) as organisation_id,
    coalesce(merged_person.survivor_id, step_run.person_id) as person_id,
    follow_up.promise,
    follow_up.due_on,
    follow_up.owner,
    follow_up.status,
    follow_up.done_at,
    follow_up.row_version
from records.relations.follow_up
inner join records.relations.step_run
    on follow_up.step_run_id = step_run.step_run_id
left join records.relations.card_merge as merged_organisation
    on step_run.organisation_id = merged_organisation.merged_id and merged_organisation.undone_at is null
left join records.relations.card_merge as merged_person
    on step_run.person_id = merged_person.merged_id and merged_person.undone_at is null
where
    list_contains(getvariable('libraries')::varchar[], follow_up.library_id)
    and getvariable('may_see_people')
