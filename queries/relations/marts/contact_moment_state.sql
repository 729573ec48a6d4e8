-- Contact moments without a name or a word of what was said: for counting within the library.
select
    contact_moment.library_id,
    contact_moment.proposition_id,
    coalesce(merged.survivor_id, contact_moment.organisation_id) as organisation_id,
    contact_moment.spoken_on
from records.relations.contact_moment
left join records.relations.card_merge as merged
    on contact_moment.organisation_id = merged.merged_id and merged.undone_at is null
where list_contains(getvariable('libraries')::varchar[], contact_moment.library_id)
