-- The figures in the packs one may read, in their order.
select
    slide.slide_id,
    slide.board_pack_id,
    slide.library_id,
    slide.place,
    slide.exhibit,
    slide.question,
    slide.asked,
    slide.conclusion,
    slide.note,
    slide.request,
    slide.looked_at,
    slide.row_version
from records.board.slide
inner join mart.board_pack as board_pack on slide.board_pack_id = board_pack.board_pack_id
