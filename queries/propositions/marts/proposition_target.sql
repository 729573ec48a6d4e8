-- What was aimed at, every version of it: the last one is in force, earlier ones stay to be read.
select
    target_id,
    library_id,
    proposition_id,
    measure,
    direction,
    value,
    by_when,
    recorded_on,
    version,
    version = max(version) over (partition by proposition_id, measure) as is_in_force
from records.propositions.target
where library_id in (select unnest(getvariable('libraries')::varchar[]))
