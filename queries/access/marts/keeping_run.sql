-- What was let go of, when and by whom, with the report of it.
select
    keeping_run.keeping_run_id,
    keeping_run.ran_at,
    coalesce(app_user.full_name, keeping_run.ran_by) as ran_by,
    keeping_run.library_id,
    keeping_run.report
from records.access.keeping_run
left join records.access.app_user on keeping_run.ran_by = app_user.app_user_id
where
    list_contains(getvariable('permissions')::varchar[], 'access.keeping')
    and (
        keeping_run.library_id in (select unnest(getvariable('libraries')::varchar[]))
        or keeping_run.library_id is null
    )
