-- Which member of the deliveries a card leads to, and by what right. The number itself is kept nowhere: of it only the key
-- stands here, as it does in the deliveries.
create table records.relations.person_link (
    person_link_id text primary key,
    library_id text not null,
    person_id text not null,
    member_key text not null,
    ground text not null,
    proof text not null,
    since date not null,
    until date,
    made_by text not null,
    made_at timestamp not null,
    ended_by text,
    ended_at timestamp,
    row_version integer not null default 1
)
