-- How somebody is reminded of what they promised. Of the address of a calendar only the hash is kept.
create table records.relations.reminder (
    reminder_id text primary key,
    by_mail boolean not null,
    mailed_on date,
    calendar_hash text,
    calendar_since timestamp,
    row_version integer not null default 1
)
