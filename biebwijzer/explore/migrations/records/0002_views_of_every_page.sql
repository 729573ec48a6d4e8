-- Views are kept in one place for every page. Those of Verkennen move along.
insert into records.access.saved_view
    (saved_view_id, app_user_id, library_id, page, name, address, is_shared, saved_at, row_version)
select saved_view_id, app_user_id, library_id, 'verkennen', name, address, is_shared, saved_at, row_version
from records.explore.saved_view;

drop table records.explore.saved_view
