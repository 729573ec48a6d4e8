-- Who looks after a source and how it comes in, and when it comes round next. Names here are of colleagues.
select
    care.care_id,
    care.source_id,
    care.library_id,
    care.owner as owner_id,
    coalesce(app_user.full_name, care.owner) as owner,
    care.way,
    care.manner,
    care.rhythm,
    planned.next_at,
    planned.last_at,
    care.row_version
from records.intake.care
left join records.access.app_user on care.owner = app_user.app_user_id
left join records.clock.schedule as planned on care.care_id = planned.target and planned.is_on
where
    care.library_id in (select unnest(getvariable('libraries')::varchar[]))
    or (care.library_id is null and len(getvariable('libraries')::varchar[]) > 0)
