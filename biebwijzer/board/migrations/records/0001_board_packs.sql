create schema if not exists records.board;

create table records.board.board_pack (
    board_pack_id text primary key,
    library_id text,
    app_user_id text not null,
    name text not null,
    meets_on date,
    readers text not null,
    made_at timestamp not null,
    row_version integer not null default 1
);

-- A figure in it: which exhibit, what its question was asked with, and what the board is told and asked beside it.
create table records.board.slide (
    slide_id text primary key,
    board_pack_id text not null,
    library_id text,
    place integer not null,
    exhibit text not null,
    question text not null,
    asked text not null,
    conclusion text,
    note text,
    request text,
    looked_at timestamp not null,
    row_version integer not null default 1
)
