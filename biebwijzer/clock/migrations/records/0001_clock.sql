create schema if not exists records.clock;

create table records.clock.schedule (
    schedule_id text primary key,
    kind text not null,
    target text not null,
    library_id text,
    rhythm text not null,
    arguments text not null,
    owner text not null,
    is_on boolean not null,
    next_at timestamp not null,
    last_at timestamp,
    row_version integer not null default 1
);

create table records.clock.job (
    job_id text primary key,
    schedule_id text,
    kind text not null,
    target text not null,
    library_id text,
    arguments text not null,
    owner text not null,
    status text not null,
    asked_at timestamp not null,
    not_before timestamp not null,
    begun_at timestamp,
    ended_at timestamp,
    attempts integer not null default 0,
    claimed_by text,
    seen_at timestamp,
    stop_asked boolean not null default false,
    percent integer not null default 0,
    step text,
    sentence text,
    sentence_values text
);

create table records.clock.mail (
    mail_id text primary key,
    kind text not null,
    recipient text not null,
    library_id text,
    subject text not null,
    body text not null,
    written_at timestamp not null,
    status text not null,
    attempts integer not null default 0,
    not_before timestamp not null,
    claimed_by text,
    seen_at timestamp,
    sent_at timestamp,
    trouble text
)
