-- purpose: { nl = "Bewaarde weergaven van een pagina", en = "Saved views of a page" }
-- grain: one row per saved view, one's own first
-- params: page (text)
-- unit: views
-- owner: gegevensbeheerder
-- version: 1
-- changed: 2026-11-28
select
    saved_view_id,
    name,
    address,
    is_shared,
    is_mine,
    saved_by,
    saved_at,
    row_version
from mart.saved_view
where page = $page
order by is_mine desc, name asc, saved_at asc
