-- Steps that belong together, as a library keeps them; a step may name a colleague, and no relation.
select
    step_template_id,
    library_id,
    name,
    steps,
    ended_at,
    row_version
from records.relations.step_template
where library_id in (select unnest(getvariable('libraries')::varchar[]))
