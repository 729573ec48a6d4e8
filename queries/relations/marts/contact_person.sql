-- Who works or worked where, as what and from when until when; until is the last day. What somebody does twice after
-- merging is one: the role on a card that was merged steps back for the same one on the card that stands today.
with

standing as (
    select
        contact_person.contact_person_id,
        contact_person.library_id,
        coalesce(merged_organisation.survivor_id, contact_person.organisation_id) as organisation_id,
        coalesce(merged_person.survivor_id, contact_person.person_id) as person_id,
        contact_person.role,
        contact_person.row_version,
        contact_person.since,
        contact_person.until,
        coalesce(contact_person.until >= coalesce(getvariable('today')::date, current_date), true) as is_current,
        merged_organisation.merged_id is not null or merged_person.merged_id is not null as is_merged
    from records.relations.contact_person
    left join records.relations.card_merge as merged_organisation
        on contact_person.organisation_id = merged_organisation.merged_id and merged_organisation.undone_at is null
    left join records.relations.card_merge as merged_person
        on contact_person.person_id = merged_person.merged_id and merged_person.undone_at is null
    where
        list_contains(getvariable('libraries')::varchar[], contact_person.library_id)
        and getvariable('may_see_people')
)

select
    contact_person_id,
    library_id,
    organisation_id,
    person_id,
    role,
    row_version,
    since,
    until,
    is_current
from standing
qualify
    not is_merged
    or not is_current
    or row_number() over (
        partition by organisation_id, person_id, is_current
        order by is_merged, contact_person_id
    ) = 1
