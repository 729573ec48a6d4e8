-- How somebody looked at a page, kept under a name as the address it has. Pages of every room share the table.
create table records.access.saved_view (
    saved_view_id text primary key,
    app_user_id text not null,
    library_id text,
    page text not null,
    name text not null,
    address text not null,
    is_shared boolean not null,
    saved_at timestamp not null,
    row_version integer not null default 1
)
