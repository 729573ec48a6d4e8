-- Where a list that was imported said yes without proof: no consent, and worth asking again.
select
    import_row.import_row_id,
    import_row.library_id,
    coalesce(merged.survivor_id, import_row.subject_id) as person_id,
    import_row.remark,
    import_row.imported_at
from records.relations.import_row
inner join records.relations.import_run
    on import_row.import_run_id = import_run.import_run_id and import_run.undone_at is null
left join records.relations.card_merge as merged
    on import_row.subject_id = merged.merged_id and merged.undone_at is null
where
    import_row.library_id in (select unnest(getvariable('libraries')::varchar[]))
    and getvariable('may_see_people')
    and import_row.subject_table = 'relations.person'
    and import_row.remark is not null
