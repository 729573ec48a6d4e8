-- What we promised, with whom it was and who does it; the promise is free text and may hold a name.
select
    follow_up.follow_up_id,
    follow_up.library_id,
    follow_up.contact_moment_id,
    contact_moment.organisation_id,
    contact_moment.person_id,
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
where
    follow_up.library_id in (select unnest(getvariable('libraries')::varchar[]))
    and getvariable('may_see_people')
