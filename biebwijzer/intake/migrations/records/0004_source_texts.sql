create table records.intake.source_text (
    source_text_id text primary key,
    source_id text not null,
    library_id text,
    version integer not null,
    text text not null,
    status text not null,
    made_by text not null,
    made_at timestamp not null,
    row_version integer not null default 1
);

create index source_text_of_source on records.intake.source_text (source_id)
