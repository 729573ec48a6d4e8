-- Whom we spoke; the summary is free text and may hold a name. Who was merged is the card that stands for them today.
select
    contact_moment.contact_moment_id,
    contact_moment.library_id,
    coalesce(merged_organisation.survivor_id, contact_moment.organisation_id) as organisation_id,
    coalesce(merged_person.survivor_id, contact_moment.person_id) as person_id,
    contact_moment.proposition_id,
    contact_moment.spoken_on,
    contact_moment.channel,
    contact_moment.place,
    contact_moment.summary,
    contact_moment.recorded_by,
    contact_moment.recorded_at,
    contact_moment.row_version
from records.relations.contact_moment
left join records.relations.card_merge as merged_organisation
    on contact_moment.organisation_id = merged_organisation.merged_id and merged_organisation.undone_at is null
left join records.relations.card_merge as merged_person
    on contact_moment.person_id = merged_person.merged_id and merged_person.undone_at is null
where
    list_contains(getvariable('libraries')::varchar[], contact_moment.library_id)
    and getvariable('may_see_people')
