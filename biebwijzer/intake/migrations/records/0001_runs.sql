create schema if not exists records.intake;

create table records.intake.run (
    run_id text primary key,
    source_id text not null,
    library_id text,
    title_nl text not null,
    title_en text not null,
    refresh text not null,
    file_name text not null,
    file_hash text not null,
    source_hash text not null,
    delivered_by text not null,
    delivered_at timestamp not null,
    activated_at timestamp,
    status text not null,
    base_version integer,
    version integer,
    part_of text,
    same_as text,
    records integer not null default 0,
    accepted integer not null default 0,
    refused integer not null default 0,
    blank integer not null default 0,
    new_rows integer not null default 0,
    changed_rows integer not null default 0,
    gone_rows integer not null default 0,
    first_period date,
    last_period date,
    sentence text,
    sentence_values text,
    report text,
    row_version integer not null default 1
);

create table records.intake.refused_row (
    refused_row_id text primary key,
    run_id text not null,
    library_id text,
    source_row integer not null,
    column_name text not null,
    found text,
    reason text not null,
    sentence text not null,
    sentence_values text not null,
    suggestion text,
    status text not null default 'waiting',
    corrected_to text,
    row_version integer not null default 1
);

create index refused_row_of_run on records.intake.refused_row (run_id)
