-- purpose: { nl = "Bestuursrapporten", en = "Board packs" }
-- grain: one row per board pack, the next meeting first
-- unit: board packs
-- owner: manager
-- version: 1
-- changed: 2026-11-29
select
    board_pack_id,
    name,
    meets_on,
    readers,
    made_by,
    is_mine,
    made_at,
    row_version,
    (
        select count(*) from mart.slide
        where slide.board_pack_id = board_pack.board_pack_id
    ) as slides
from mart.board_pack
order by coalesce(meets_on, made_at::date) desc, made_at desc
