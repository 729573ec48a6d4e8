-- purpose: { nl = "Wat mensen goedvonden of niet willen, van kaarten naast elkaar", en = "What people agreed to or refused, of cards beside each other" }
-- grain: one row per person, purpose and channel that something was said of
-- params: ids (texts)
-- unit: consents
-- owner: coördinator relaties
-- version: 1
select
    person_id,
    purpose,
    channel,
    bool_or(is_valid) as is_valid
from mart.consent
where list_contains($ids::varchar[], person_id)
group by person_id, purpose, channel
order by person_id, purpose, channel
