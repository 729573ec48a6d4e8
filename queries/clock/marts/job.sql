-- Planned work of the libraries one works for, and of what belongs to none: how it stands and what came of it.
select
    job_id,
    schedule_id,
    kind,
    target,
    library_id,
    status,
    asked_at,
    begun_at,
    ended_at,
    attempts,
    percent,
    step,
    stop_asked,
    sentence,
    sentence_values
from records.clock.job
where
    library_id in (select unnest(getvariable('libraries')::varchar[]))
    or (library_id is null and len(getvariable('libraries')::varchar[]) > 0)
