-- purpose: { nl = "Waar in een lijst 'ja' stond zonder bewijs", en = "Where a list said yes without proof" }
-- grain: one row per row of a list, the latest first
-- params: person_id (text)
-- unit: rows of lists
-- owner: coördinator relaties
-- version: 1
select
    remark,
    imported_at
from mart.consent_claim
where person_id = $person_id
order by imported_at desc
