-- What we promised, with whom it was (after merging: the card that stands today) and who does it; free text, may hold a name.
select
    follow_up.follow_up_id,
    follow_up.library_id,
    follow_up.contact_moment_id,
    coalesce(merged_organisation.survivor_id, contact_moment.organisation_id) as organisation_id,
    coalesce(merged_person.survivor_id, contact_moment.person_id) as person_id,
    contact_moment.spoken_on,
    follow_up.promise,
    follow_up.due_on,
    follow_up.owner,
    follow_up.status,
    follow_up.done_at,
    follow_up.row_version
from records.relations.follow_up
inner join records.relations.contact_moment
    on follow_up.contact_moment_id = contact_moment.contact_moment_id
left join records.relations.card_merge as merged_organisation
    on contact_moment.organisation_id = merged_organisation.merged_id and merged_organisation.undone_at is null
left join records.relations.card_merge as merged_person
    on contact_moment.person_id = merged_person.merged_id and merged_person.undone_at is null
where
    list_contains(getvariable('libraries')::varchar[], follow_up.library_id)
    and getvariable('may_see_people')
