-- purpose: { nl = "Wat in deze kaart is samengevoegd", en = "What was merged into this card" }
-- grain: one row per merge that was not undone, the latest first
-- params: card_id (text)
-- unit: merges
-- owner: coördinator relaties
-- version: 1
select
    card_merge.card_merge_id,
    card_merge.kind,
    card_merge.merged_name,
    card_merge.merged_at,
    names.full_name as merged_by_name
from mart.card_merge
left join mart.colleague_name as names
    on card_merge.merged_by = names.app_user_id
where
    card_merge.undone_at is null
    and card_merge.survivor_id = $card_id
order by
    card_merge.merged_at desc,
    card_merge.card_merge_id asc
