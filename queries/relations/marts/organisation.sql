-- Organisations the library works with; a firm may carry a person's name, so only for who may see people.
-- Whoever belonged to one that was merged belongs to the card that stands for it.
select
    organisation.organisation_id,
    organisation.library_id,
    organisation.name,
    organisation.kind,
    organisation.brin,
    organisation.municipality_id,
    organisation.postcode,
    organisation.place,
    organisation.website,
    organisation.phone,
    organisation.note,
    organisation.own,
    nullif(coalesce(larger.survivor_id, organisation.part_of_id), organisation.organisation_id) as part_of_id,
    organisation.search_name,
    organisation.row_version
from records.relations.organisation
left join records.relations.card_merge as larger
    on organisation.part_of_id = larger.merged_id and larger.undone_at is null
where
    list_contains(getvariable('libraries')::varchar[], organisation.library_id)
    and getvariable('may_see_people')
    and organisation.organisation_id not in (
        select merged_id from records.relations.card_merge
        where undone_at is null
    )
