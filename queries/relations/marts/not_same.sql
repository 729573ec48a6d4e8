-- Cards somebody said are two; what was said of a merged card holds for the card that stands for it today.
select
    not_same.not_same_id,
    not_same.library_id,
    not_same.kind,
    coalesce(one.survivor_id, not_same.one_id) as one_id,
    coalesce(other.survivor_id, not_same.other_id) as other_id,
    not_same.said_by,
    not_same.said_at
from records.relations.not_same
left join records.relations.card_merge as one
    on not_same.one_id = one.merged_id and one.undone_at is null
left join records.relations.card_merge as other
    on not_same.other_id = other.merged_id and other.undone_at is null
where
    not_same.library_id in (select unnest(getvariable('libraries')::varchar[]))
    and getvariable('may_see_people')
