alter table records.relations.contact_moment add column place text
