-- Views that somebody saved of a page: one's own, and those that colleagues of the same library share.
select
    saved_view.saved_view_id,
    saved_view.library_id,
    saved_view.page,
    saved_view.name,
    saved_view.address,
    saved_view.is_shared,
    saved_view.saved_at,
    saved_view.row_version,
    saved_view.app_user_id = getvariable('person') as is_mine,
    coalesce(app_user.full_name, '') as saved_by
from records.access.saved_view
left join records.access.app_user on saved_view.app_user_id = app_user.app_user_id
where
    saved_view.app_user_id = getvariable('person')
    or (
        saved_view.is_shared
        and saved_view.library_id in (select unnest(getvariable('libraries')::varchar[]))
    )
