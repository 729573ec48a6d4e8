-- What we promised in a talk, or took on as a step that was begun: with whom it was (after merging: the card that stands today)
-- and who does it; free text, may hold a name.
with

said as (
    select
        follow_up.follow_up_id,
        follow_up.library_id,
        follow_up.contact_moment_id,
        follow_up.step_run_id,
        coalesce(contact_moment.organisation_id, step_run.organisation_id) as organisation_id,
        coalesce(contact_moment.person_id, step_run.person_id) as person_id,
        contact_moment.spoken_on,
        step_run.name as steps_name,
        step_run.started_on,
        follow_up.promise,
        follow_up.due_on,
        follow_up.owner,
        follow_up.status,
        follow_up.done_at,
        follow_up.row_version
    from records.relations.follow_up
    left join records.relations.contact_moment
        on follow_up.contact_moment_id = contact_moment.contact_moment_id
    left join records.relations.step_run
        on follow_up.step_run_id = step_run.step_run_id
    where
        list_contains(getvariable('libraries')::varchar[], follow_up.library_id)
        and getvariable('may_see_people')
)

select
    said.follow_up_id,
    said.library_id,
    said.contact_moment_id,
    said.step_run_id,
    coalesce(merged_organisation.survivor_id, said.organisation_id) as organisation_id,
    coalesce(merged_person.survivor_id, said.person_id) as person_id,
    said.spoken_on,
    said.steps_name,
    said.started_on,
    said.promise,
    said.due_on,
    said.owner,
    said.status,
    said.done_at,
    said.row_version
from said
left join records.relations.card_merge as merged_organisation
    on said.organisation_id = merged_organisation.merged_id and merged_organisation.undone_at is null
left join records.relations.card_merge as merged_person
    on said.person_id = merged_person.merged_id and merged_person.undone_at is null
