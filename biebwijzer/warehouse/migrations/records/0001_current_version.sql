create schema if not exists records.warehouse;

create table records.warehouse.current_version (
    only_row integer primary key,
    warehouse_version integer not null,
    set_at timestamp not null
);
