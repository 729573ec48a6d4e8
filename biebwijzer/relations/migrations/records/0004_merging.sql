create table records.relations.card_merge (
    card_merge_id text primary key,
    library_id text not null,
    kind text not null,
    merged_id text not null,
    kept_id text not null,
    survivor_id text not null,
    chosen text,
    held text,
    merged_by text not null,
    merged_at timestamp not null,
    undone_by text,
    undone_at timestamp,
    row_version integer not null default 1
);

create table records.relations.not_same (
    not_same_id text primary key,
    library_id text not null,
    kind text not null,
    one_id text not null,
    other_id text not null,
    said_by text not null,
    said_at timestamp not null,
    row_version integer not null default 1
)
