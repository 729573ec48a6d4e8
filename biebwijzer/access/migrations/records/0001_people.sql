create schema if not exists records.access;

create table records.access.app_user (
    app_user_id text primary key,
    username text not null unique,
    full_name text not null,
    email text not null,
    password_hash text,
    language text not null default 'nl',
    is_active boolean not null default true,
    is_demo boolean not null default false,
    failed_attempts integer not null default 0,
    locked_until timestamp,
    password_changed_at timestamp,
    row_version integer not null default 1
);

create table records.access.role_grant (
    role_grant_id text primary key,
    app_user_id text not null,
    role text not null,
    scope_type text not null,
    scope_id text not null,
    since date not null,
    until date,
    row_version integer not null default 1
);

create table records.access.app_session (
    app_session_id text primary key,
    token_hash text not null unique,
    app_user_id text not null,
    opened_at timestamp not null,
    seen_at timestamp not null,
    revoked_at timestamp,
    address text,
    opened_by text not null
);

create table records.access.ticket (
    ticket_id text primary key,
    token_hash text not null unique,
    kind text not null,
    app_user_id text,
    app_session_id text,
    expires_at timestamp not null
);

create table records.access.login_attempt (
    login_attempt_id text primary key,
    tried_at timestamp not null,
    username_hash text not null,
    address text not null,
    succeeded boolean not null
);

create table records.access.setting (
    setting_id text primary key,
    value text not null,
    row_version integer not null default 1
);

create table records.access.logo (
    logo_id text primary key,
    picture text not null,
    row_version integer not null default 1
);

create table records.access.audit (
    audit_id text primary key,
    happened_at timestamp not null,
    app_user_id text not null,
    action text not null,
    library_id text,
    subject_table text,
    subject_id text,
    undoes text,
    undone_by text
);

create table records.access.audit_row (
    audit_row_id text primary key,
    audit_id text not null,
    position integer not null,
    subject_table text not null,
    subject_id text not null,
    before_row text,
    after_row text
);

create index audit_row_of_audit on records.access.audit_row (audit_id)
