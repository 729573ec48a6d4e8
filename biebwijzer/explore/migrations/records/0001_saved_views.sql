create schema if not exists records.explore;

create table records.explore.saved_view (
    saved_view_id text primary key,
    app_user_id text not null,
    library_id text,
    name text not null,
    address text not null,
    is_shared boolean not null,
    saved_at timestamp not null,
    row_version integer not null default 1
)
