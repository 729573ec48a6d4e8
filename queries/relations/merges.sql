-- purpose: { nl = "Samengevoegde kaarten", en = "Merged cards" }
-- grain: one row per merge that was not undone, the latest first
-- params: kind (text), most (integer)
-- unit: merges
-- owner: coördinator relaties
-- version: 1
with

named as (
    select
        organisation_id as card_id,
        name
    from mart.organisation
    union all
    select
        person_id as card_id,
        name
    from mart.person
)

select
    card_merge.card_merge_id,
    card_merge.merged_id,
    card_merge.merged_name,
    card_merge.survivor_id,
    named.name,
    card_merge.merged_at,
    names.full_name as merged_by_name
from mart.card_merge
left join named
    on card_merge.survivor_id = named.card_id
left join mart.colleague_name as names
    on card_merge.merged_by = names.app_user_id
where
    card_merge.undone_at is null
    and card_merge.kind = $kind
order by
    card_merge.merged_at desc,
    card_merge.card_merge_id asc
limit $most
