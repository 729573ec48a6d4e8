-- Everybody who was there when we spoke: the first person of the talk, and those beside them. Who was merged is the card
-- that stands for them today; where that makes two of a talk one, both rows stand and say the same. To make one of them here
-- would cost more than all the rest of a card: whoever counts, counts talks.
select
    contact_moment.contact_moment_id,
    contact_moment.library_id,
    coalesce(merged_person.survivor_id, contact_moment.person_id) as person_id,
    contact_moment.spoken_on,
    true as is_first
from records.relations.contact_moment
left join records.relations.card_merge as merged_person
    on contact_moment.person_id = merged_person.merged_id and merged_person.undone_at is null
where
    contact_moment.person_id is not null
    and list_contains(getvariable('libraries')::varchar[], contact_moment.library_id)
    and getvariable('may_see_people')
union all
select
    contact_moment_person.contact_moment_id,
    contact_moment_person.library_id,
    coalesce(merged_person.survivor_id, contact_moment_person.person_id) as person_id,
    contact_moment_person.spoken_on,
    false as is_first
from records.relations.contact_moment_person
left join records.relations.card_merge as merged_person
    on contact_moment_person.person_id = merged_person.merged_id and merged_person.undone_at is null
where
    list_contains(getvariable('libraries')::varchar[], contact_moment_person.library_id)
    and getvariable('may_see_people')
