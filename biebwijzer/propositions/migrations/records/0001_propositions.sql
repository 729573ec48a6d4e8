create schema if not exists records.propositions;

create table records.propositions.proposition (
    proposition_id text primary key,
    library_id text not null,
    code text not null,
    name text not null,
    status text not null,
    goal text,
    pillar text,
    target_group text,
    need text,
    promise text,
    channel text,
    expectation text,
    playbook text,
    recorded_on date not null,
    row_version integer not null default 1,
    unique (library_id, code)
);

create table records.propositions.introduction (
    introduction_id text primary key,
    library_id text not null,
    proposition_id text not null,
    branch_id text,
    started_on date not null,
    first_whole_month date not null,
    reason text not null,
    row_version integer not null default 1
);

create table records.propositions.target (
    target_id text primary key,
    library_id text not null,
    proposition_id text not null,
    measure text not null,
    direction text not null,
    value double precision not null,
    by_when date not null,
    recorded_on date not null,
    version integer not null,
    unique (proposition_id, measure, version)
);

create table records.propositions.expectation (
    expectation_id text primary key,
    library_id text not null,
    proposition_id text not null,
    month date not null,
    expected integer not null,
    margin double precision not null,
    recorded_on date not null,
    version integer not null,
    unique (proposition_id, month, version)
)
