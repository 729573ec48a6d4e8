-- Contact moments without a name or a word of what was said: for counting within the library.
select
    library_id,
    proposition_id,
    organisation_id,
    spoken_on
from records.relations.contact_moment
where library_id in (select unnest(getvariable('libraries')::varchar[]))
