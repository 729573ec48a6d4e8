-- Whom we spoke; the summary is free text and may hold a name.
select
    contact_moment_id,
    library_id,
    organisation_id,
    person_id,
    proposition_id,
    spoken_on,
    channel,
    summary,
    recorded_by,
    recorded_at,
    row_version
from records.relations.contact_moment
where
    library_id in (select unnest(getvariable('libraries')::varchar[]))
    and getvariable('may_see_people')
