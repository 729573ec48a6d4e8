alter table records.warehouse.version add column forgotten_at timestamp
