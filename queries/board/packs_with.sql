-- purpose: { nl = "Bestuursrapporten waarin een vraag voorkomt", en = "Board packs that show a question" }
-- grain: one row per board pack with a slide that asks it
-- params: question (text)
-- unit: board packs
-- owner: manager
-- version: 1
-- changed: 2026-11-29
select distinct
    board_pack.board_pack_id,
    board_pack.name,
    board_pack.made_at
from mart.board_pack as board_pack
inner join mart.slide as slide on board_pack.board_pack_id = slide.board_pack_id
where slide.question = $question
order by board_pack.made_at desc
