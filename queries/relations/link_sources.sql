-- purpose: { nl = "Wat een bibliotheek aanleverde waar een koppeling iets van laat zien", en = "What a library delivered of what a link shows" }
-- grain: one row per table that was delivered
-- params: library_id (text)
-- unit: tables
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
select
    table_name,
    max(fresh_until) as fresh_until
from mart.landed
where
    library_id = $library_id
    and row_count > 0
    and table_name in ('usage.membership', 'usage.registration', 'usage.reservation', 'usage.participation')
group by table_name
order by table_name
