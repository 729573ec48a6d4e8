-- purpose: { nl = "Wie voor een bron zorgt, en hoe die binnenkomt", en = "Who looks after a source, and how it comes in" }
-- grain: one row per source and library that somebody looks after
-- params: source_id (text, optional)
-- unit: sources
-- owner: gegevensbeheerder
-- version: 1
select
    care_id,
    source_id,
    library_id,
    owner_id,
    owner,
    way,
    manner,
    rhythm,
    next_at,
    last_at
from mart.source_care
where source_id = $source_id or $source_id is null
order by source_id, library_id
