-- Who works or worked where, as what and from when until when; until is the last day.
select
    contact_person_id,
    library_id,
    organisation_id,
    person_id,
    role,
    row_version,
    since,
    until,
    coalesce(until >= coalesce(getvariable('today')::date, current_date), true) as is_current
from records.relations.contact_person
where
    library_id in (select unnest(getvariable('libraries')::varchar[]))
    and getvariable('may_see_people')
