-- Promises without a name or a word of what was promised: for counting within the library.
select
    library_id,
    owner,
    due_on,
    status,
    done_at
from records.relations.follow_up
where list_contains(getvariable('libraries')::varchar[], library_id)
