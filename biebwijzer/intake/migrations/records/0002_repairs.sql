create table records.intake.correction_rule (
    correction_rule_id text primary key,
    source_id text not null,
    library_id text,
    column_name text not null,
    found text not null,
    becomes text not null,
    since_version integer not null,
    until_version integer,
    made_by text not null,
    made_at timestamp not null,
    ended_by text,
    ended_at timestamp,
    row_version integer not null default 1
);

create table records.intake.repaired_row (
    repaired_row_id text primary key,
    refused_row_id text not null,
    run_id text not null,
    status text not null
);

create table records.intake.rule_use (
    rule_use_id text primary key,
    correction_rule_id text not null,
    run_id text not null,
    rows_touched integer not null
);

create index repaired_row_of_run on records.intake.repaired_row (run_id)
