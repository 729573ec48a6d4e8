-- purpose: { nl = "Proposities waarover een gesprek kan gaan", en = "Propositions a conversation can be about" }
-- grain: one row per library and proposition that was not stopped
-- unit: propositions
-- owner: coördinator relaties
-- version: 1
select
    proposition_id,
    library_id,
    code,
    name
from mart.proposition
where status <> 'stopped'
order by name, library_id
