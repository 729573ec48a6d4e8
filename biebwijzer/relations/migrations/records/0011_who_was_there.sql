-- Who was there beside the first person of a talk, and which colleagues beside the one who noted it. The day stands here
-- too, as on the talk, of which it never changes: so nobody has to look it up among a million talks.
create table records.relations.contact_moment_person (
    contact_moment_person_id text primary key,
    library_id text not null,
    contact_moment_id text not null,
    person_id text not null,
    spoken_on date not null,
    row_version integer not null default 1
);

create table records.relations.contact_moment_colleague (
    contact_moment_colleague_id text primary key,
    library_id text not null,
    contact_moment_id text not null,
    app_user_id text not null,
    row_version integer not null default 1
)
