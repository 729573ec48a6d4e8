-- purpose: { nl = "Een gesprek zoals het genoteerd is, om te wijzigen", en = "A contact moment as it was noted, to change it" }
-- grain: one row, or none
-- params: contact_moment_id (text)
-- unit: contact moments
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-29
select
    contact_moment_id,
    library_id,
    organisation_id,
    person_id,
    proposition_id,
    spoken_on,
    channel,
    place,
    summary,
    row_version
from mart.contact_moment
where contact_moment_id = $contact_moment_id
