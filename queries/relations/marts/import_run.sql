-- Lists that were imported, with what came of them and whether they were taken back; only for who may see people.
select
    import_run_id,
    library_id,
    audit_id,
    kind,
    file_name,
    imported_by,
    imported_at,
    added,
    changed,
    same,
    doubles,
    refused,
    undone_at,
    restored,
    kept,
    impossible
from records.relations.import_run
where
    library_id in (select unnest(getvariable('libraries')::varchar[]))
    and getvariable('may_see_people')
