-- People the library knows by name; only for who may see people. A card that was merged is not one of them.
select
    person_id,
    library_id,
    first_name,
    infix,
    last_name,
    concat_ws(' ', first_name, infix, last_name) as name,
    email,
    phone,
    postcode,
    place,
    note,
    own,
    search_name,
    row_version
from records.relations.person
where
    list_contains(getvariable('libraries')::varchar[], library_id)
    and getvariable('may_see_people')
    and person_id not in (
        select merged_id from records.relations.card_merge
        where undone_at is null
    )
