-- purpose: { nl = "Vaste stappen van een bibliotheek", en = "Sets of steps of a library" }
-- grain: one row per set of steps that was not ended
-- params: library_id (text, optional)
-- unit: sets of steps
-- owner: coördinator relaties
-- version: 1
select
    step_template_id,
    library_id,
    name,
    steps,
    row_version
from mart.step_template
where
    ended_at is null
    and ($library_id::varchar is null or library_id = $library_id)
order by name, step_template_id
