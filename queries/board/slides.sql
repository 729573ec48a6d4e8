-- purpose: { nl = "De dia's van een bestuursrapport", en = "The slides of a board pack" }
-- grain: one row per slide, in their order
-- params: board_pack (text)
-- unit: slides
-- owner: manager
-- version: 1
-- changed: 2026-11-29
select
    slide_id,
    place,
    exhibit,
    question,
    asked,
    conclusion,
    note,
    request,
    looked_at,
    row_version
from mart.slide
where board_pack_id = $board_pack
order by place, looked_at, slide_id
