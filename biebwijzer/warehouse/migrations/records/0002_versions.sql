create table records.warehouse.version (
    version_id integer primary key,
    snapshot_id bigint,
    made_at timestamp not null
)
