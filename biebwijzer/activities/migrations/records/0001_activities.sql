create schema if not exists records.activities;

create table records.activities.activity (
    activity_id text primary key,
    library_id text not null,
    branch_id text not null,
    held_on date not null,
    title text not null,
    core_function text not null,
    pillar text,
    form text not null,
    target_group text,
    funding_frame text,
    participants integer,
    series_id text,
    recorded_by text not null,
    recorded_at timestamp not null,
    row_version integer not null default 1
)
