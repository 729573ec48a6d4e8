-- What a library wants to know beside what the house asks: the fields it made, and per card what stands in them by field.
create table records.relations.own_field (
    own_field_id text primary key,
    library_id text not null,
    subject text not null,
    name text not null,
    kind text not null,
    choices text,
    place integer not null,
    ended_on date,
    made_by text not null,
    made_at timestamp not null,
    row_version integer not null default 1
);

alter table records.relations.person add column own text;
alter table records.relations.organisation add column own text
