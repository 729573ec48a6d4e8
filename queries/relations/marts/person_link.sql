-- That a card leads to a member, since when, by what right and with what proof; never to whom. Who was merged is the card that
-- stands today.
select
    person_link.person_link_id,
    person_link.library_id,
    coalesce(merged.survivor_id, person_link.person_id) as person_id,
    person_link.person_id as card_id,
    person_link.ground,
    person_link.proof,
    person_link.since,
    person_link.until,
    person_link.made_by,
    person_link.made_at,
    person_link.row_version,
    coalesce(person_link.until <= coalesce(getvariable('today')::date, current_date), false) as has_ended
from records.relations.person_link
left join records.relations.card_merge as merged
    on person_link.person_id = merged.merged_id and merged.undone_at is null
where
    list_contains(getvariable('libraries')::varchar[], person_link.library_id)
    and getvariable('may_see_people')
    and list_contains(getvariable('permissions')::varchar[], 'relations.read')
