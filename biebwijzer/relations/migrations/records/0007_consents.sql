-- What somebody agreed to or refused: the very words, their version and the proof. What is not here is unknown, and that is no.
create table records.relations.consent (
    consent_id text primary key,
    library_id text not null,
    person_id text not null,
    channel text not null,
    purpose text not null,
    wording text,
    wording_version integer,
    source text,
    given_on date,
    proof text,
    recorded_by text not null,
    recorded_at timestamp not null,
    withdrawn_on date,
    withdrawn_by text,
    withdrawn_at timestamp,
    row_version integer not null default 1
);

create table records.relations.consent_wording (
    consent_wording_id text primary key,
    library_id text not null,
    channel text not null,
    purpose text not null,
    version integer not null,
    content text not null,
    made_by text not null,
    made_at timestamp not null,
    unique (library_id, channel, purpose, version)
);

-- What a row of a list said that was not taken over, such as a yes without proof.
alter table records.relations.import_row add column remark text
