alter table records.relations.person add column postcode text;
alter table records.relations.person add column place text;
alter table records.relations.organisation add column postcode text;

create table records.relations.import_map (
    import_map_id text primary key,
    library_id text not null,
    heads text not null,
    version integer not null,
    content text not null,
    made_by text not null,
    made_at timestamp not null,
    unique (library_id, heads, version)
);

create table records.relations.import_run (
    import_run_id text primary key,
    library_id text not null,
    audit_id text not null,
    kind text not null,
    file_name text not null,
    imported_by text not null,
    imported_at timestamp not null,
    added integer not null,
    changed integer not null,
    same integer not null,
    doubles integer not null,
    refused integer not null,
    undone_at timestamp,
    restored integer,
    kept integer,
    impossible integer,
    row_version integer not null default 1
);

create table records.relations.import_row (
    import_row_id text primary key,
    import_run_id text not null,
    library_id text not null,
    source_row integer not null,
    outcome text not null,
    subject_table text not null,
    subject_id text not null,
    imported_at timestamp not null
)
