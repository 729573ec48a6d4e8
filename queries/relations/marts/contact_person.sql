-- Who works where, and as what.
select
    contact_person_id,
    library_id,
    organisation_id,
    person_id,
    role
from records.relations.contact_person
where
    library_id in (select unnest(getvariable('libraries')::varchar[]))
    and getvariable('may_see_people')
