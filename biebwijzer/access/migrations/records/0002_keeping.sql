create table records.access.keeping_run (
    keeping_run_id text primary key,
    ran_at timestamp not null,
    ran_by text not null,
    library_id text,
    report text not null
)
