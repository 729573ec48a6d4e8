alter table records.relations.contact_person add column since date;
alter table records.relations.contact_person add column until date
