-- Which colleagues were there beside the one who noted the talk.
select
    contact_moment_id,
    library_id,
    app_user_id
from records.relations.contact_moment_colleague
where
    list_contains(getvariable('libraries')::varchar[], library_id)
    and getvariable('may_see_people')
