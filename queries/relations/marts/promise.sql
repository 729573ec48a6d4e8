-- What we promised in a talk, without whom it was with: that stands on the talk. Free text, may hold a name.
select
    follow_up_id,
    library_id,
    contact_moment_id,
    promise,
    due_on,
    owner,
    status,
    done_at,
    row_version
from records.relations.follow_up
where
    list_contains(getvariable('libraries')::varchar[], library_id)
    and getvariable('may_see_people')
