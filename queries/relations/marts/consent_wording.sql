-- The words by which a library asks consent, with every version it ever used.
select
    consent_wording_id,
    library_id,
    channel,
    purpose,
    version,
    content,
    made_at
from records.relations.consent_wording
where library_id in (select unnest(getvariable('libraries')::varchar[]))
