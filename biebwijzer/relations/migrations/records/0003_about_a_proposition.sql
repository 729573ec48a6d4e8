alter table records.relations.contact_moment add column proposition_id text
