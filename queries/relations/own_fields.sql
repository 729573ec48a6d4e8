-- purpose: { nl = "De eigen velden van een bibliotheek", en = "The own fields of a library" }
-- grain: one row per field, in the order of the card
-- params: subject (text, optional)
-- unit: fields
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
select
    own_field_id,
    library_id,
    subject,
    name,
    kind,
    choices,
    place,
    ended_on,
    row_version
from mart.own_field
where $subject::varchar is null or subject = $subject
order by
    subject desc,
    place asc,
    name asc,
    own_field_id asc
