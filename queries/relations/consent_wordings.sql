-- purpose: { nl = "De teksten waarmee een bibliotheek om toestemming vraagt", en = "The words by which a library asks consent" }
-- grain: one row per version, the latest first
-- params: library_id (text), channel (text), purpose (text)
-- unit: texts
-- owner: coördinator relaties
-- version: 1
select
    version,
    content,
    made_at
from mart.consent_wording
where
    library_id = $library_id
    and channel = $channel
    and purpose = $purpose
order by version desc
