-- A school belongs to its board, a site to its head office.
alter table records.relations.organisation add column part_of_id text
