-- The fields a library made for its persons or organisations, with those that ended: what stands in them stays.
select
    own_field_id,
    library_id,
    subject,
    name,
    kind,
    choices,
    place,
    ended_on,
    row_version
from records.relations.own_field
where library_id in (select unnest(getvariable('libraries')::varchar[]))
