-- Steps that belong together: the text a library keeps of them, and each time they were begun with somebody.
create table records.relations.step_template (
    step_template_id text primary key,
    library_id text not null,
    name text not null,
    steps text not null,
    made_by text not null,
    made_at timestamp not null,
    ended_at timestamp,
    row_version integer not null default 1
);

create table records.relations.step_run (
    step_run_id text primary key,
    library_id text not null,
    step_template_id text not null,
    name text not null,
    organisation_id text,
    person_id text,
    started_on date not null,
    started_by text not null,
    started_at timestamp not null,
    row_version integer not null default 1
);

-- A step is a follow-up of such a beginning and not of a talk.
alter table records.relations.follow_up alter column contact_moment_id drop not null;
alter table records.relations.follow_up add column step_run_id text
