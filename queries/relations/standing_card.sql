-- purpose: { nl = "De kaart die nu staat voor een samengevoegde", en = "The card that stands today for a merged one" }
-- grain: one row, or none when the card was not merged
-- params: card_id (text)
-- unit: cards
-- owner: coördinator relaties
-- version: 1
select survivor_id
from mart.card_merge
where undone_at is null and merged_id = $card_id
