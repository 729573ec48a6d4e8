-- Whom we spoke, under the cards as they were when it was noted: to find the talks of one card and of what was merged into it in a
-- moment. Whose they are today says mart.contact_moment, which looks that up for every talk.
select
    contact_moment_id,
    library_id,
    organisation_id,
    person_id,
    proposition_id,
    spoken_on,
    channel,
    place,
    summary,
    recorded_by,
    recorded_at
from records.relations.contact_moment
where
    list_contains(getvariable('libraries')::varchar[], library_id)
    and getvariable('may_see_people')
