-- purpose: { nl = "Of een kaart naar dit lid mag leiden", en = "Whether a card may lead to this member" }
-- grain: one row, or none when nobody here has this key
-- params: library_id (text), member_key (text)
-- unit: persons
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
select
    bool_or(bar is null) as is_certain,
    coalesce(bool_or(bar = 'young'), false) as is_young,
    coalesce(bool_or(bar = 'pupil'), false) as is_pupil
from mart.delivered_member
where
    library_id = $library_id
    and member_key = $member_key
having count(*) > 0
