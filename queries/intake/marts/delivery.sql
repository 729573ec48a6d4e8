-- Deliveries of the libraries one works for, and of references that everybody uses. What nobody has made
-- visible yet is seen only by who may deliver. Names here are of colleagues, never of members.
select
    run.run_id,
    run.source_id,
    run.library_id,
    run.title_nl,
    run.title_en,
    run.refresh,
    run.file_name,
    coalesce(app_user.full_name, run.delivered_by) as delivered_by,
    run.delivered_at,
    run.activated_at,
    run.status,
    run.version,
    run.part_of,
    run.same_as,
    run.records,
    run.accepted,
    run.refused,
    run.blank,
    run.new_rows,
    run.changed_rows,
    run.gone_rows,
    run.first_period,
    run.last_period,
    run.sentence,
    run.sentence_values,
    run.report,
    run.figure_standing,
    run.published_on,
    run.row_version
from records.intake.run
left join records.access.app_user on run.delivered_by = app_user.app_user_id
where
    (
        run.library_id in (select unnest(getvariable('libraries')::varchar[]))
        or (
            run.library_id is null
            and (
                run.run_id in (select landed.load_run_id from mart.landed)
                or (
                    list_contains(getvariable('permissions')::varchar[], 'intake.deliver')
                    and len(getvariable('libraries')::varchar[]) > 0
                )
            )
        )
    )
    and (
        run.status not in ('preview', 'discarded', 'failed')
        or list_contains(getvariable('permissions')::varchar[], 'intake.deliver')
    )
