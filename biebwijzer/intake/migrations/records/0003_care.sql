create table records.intake.care (
    care_id text primary key,
    source_id text not null,
    library_id text,
    owner text not null,
    way text not null,
    manner text not null,
    rhythm text not null,
    told_late_for date,
    row_version integer not null default 1
);

alter table records.intake.run add column figure_standing text;

alter table records.intake.run add column published_on date
