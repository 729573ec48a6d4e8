-- Packs for the board: those of the libraries one works for, read within the library, and those one made oneself;
-- of who works elsewhere now the packs of the library they left are not.
select
    board_pack.board_pack_id,
    board_pack.library_id,
    board_pack.name,
    board_pack.meets_on,
    board_pack.readers,
    board_pack.made_at,
    board_pack.row_version,
    board_pack.app_user_id = getvariable('person') as is_mine,
    coalesce(app_user.full_name, '') as made_by
from records.board.board_pack
left join records.access.app_user on board_pack.app_user_id = app_user.app_user_id
where
    (
        board_pack.app_user_id = getvariable('person')
        and (
            board_pack.library_id is null
            or list_contains(getvariable('libraries')::varchar[], board_pack.library_id)
        )
    )
    or (
        getvariable('audience') <> 'buiten'
        and list_contains(getvariable('libraries')::varchar[], board_pack.library_id)
    )
