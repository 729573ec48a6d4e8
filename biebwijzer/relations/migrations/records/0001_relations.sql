create schema if not exists records.relations;

create table records.relations.organisation (
    organisation_id text primary key,
    library_id text not null,
    name text not null,
    kind text not null,
    brin text,
    municipality_id text,
    place text,
    website text,
    phone text,
    note text,
    search_name text not null,
    row_version integer not null default 1
);

create table records.relations.person (
    person_id text primary key,
    library_id text not null,
    first_name text,
    infix text,
    last_name text not null,
    email text,
    phone text,
    note text,
    search_name text not null,
    row_version integer not null default 1
);

create table records.relations.contact_person (
    contact_person_id text primary key,
    library_id text not null,
    organisation_id text not null,
    person_id text not null,
    role text,
    row_version integer not null default 1
);

create table records.relations.contact_moment (
    contact_moment_id text primary key,
    library_id text not null,
    organisation_id text,
    person_id text,
    spoken_on date not null,
    channel text not null,
    summary text not null,
    recorded_by text not null,
    recorded_at timestamp not null,
    row_version integer not null default 1
);

create table records.relations.follow_up (
    follow_up_id text primary key,
    library_id text not null,
    contact_moment_id text not null,
    promise text not null,
    due_on date not null,
    owner text not null,
    status text not null,
    done_at timestamp,
    row_version integer not null default 1
)
