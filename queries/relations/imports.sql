-- purpose: { nl = "Wat eerder is geïmporteerd", en = "What was imported before" }
-- grain: one row per import, the latest first
-- params: most (integer)
-- unit: imports
-- owner: coördinator relaties
-- version: 1
with

colleagues as (
    select
        app_user_id,
        min(full_name) as full_name
    from mart.colleague
    group by app_user_id
)

select
    import_run.import_run_id,
    import_run.library_id,
    import_run.kind,
    import_run.file_name,
    colleagues.full_name as imported_by_name,
    import_run.imported_at,
    import_run.added,
    import_run.changed,
    import_run.same,
    import_run.doubles,
    import_run.refused,
    import_run.undone_at,
    import_run.restored,
    import_run.kept,
    import_run.impossible
from mart.import_run
left join colleagues
    on import_run.imported_by = colleagues.app_user_id
order by import_run.imported_at desc, import_run.import_run_id asc
limit $most
