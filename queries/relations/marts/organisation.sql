-- Organisations the library works with; a firm may carry a person's name, so only for who may see people.
select
    organisation_id,
    library_id,
    name,
    kind,
    brin,
    municipality_id,
    postcode,
    place,
    website,
    phone,
    note,
    own,
    search_name,
    row_version
from records.relations.organisation
where
    list_contains(getvariable('libraries')::varchar[], library_id)
    and getvariable('may_see_people')
    and organisation_id not in (
        select merged_id from records.relations.card_merge
        where undone_at is null
    )
