-- purpose: { nl = "Bewaarde weergaven van Verkennen", en = "Saved views of Explore" }
-- grain: one row per saved view, one's own first
-- unit: views
-- owner: gegevensbeheerder
-- version: 1
select
    saved_view_id,
    name,
    address,
    is_shared,
    is_mine,
    saved_by,
    saved_at
from mart.saved_view
order by is_mine desc, name asc, saved_at asc
