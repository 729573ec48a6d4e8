-- Cards that were merged into another one, now or once; survivor_id is the card that stands for it today.
select
    card_merge.card_merge_id,
    card_merge.library_id,
    card_merge.kind,
    card_merge.merged_id,
    coalesce(organisation.name, concat_ws(' ', person.first_name, person.infix, person.last_name)) as merged_name,
    card_merge.kept_id,
    card_merge.survivor_id,
    card_merge.merged_by,
    card_merge.merged_at,
    card_merge.undone_at,
    card_merge.row_version
from records.relations.card_merge
left join records.relations.organisation
    on card_merge.merged_id = organisation.organisation_id
left join records.relations.person
    on card_merge.merged_id = person.person_id
where
    card_merge.library_id in (select unnest(getvariable('libraries')::varchar[]))
    and getvariable('may_see_people')
