-- purpose: { nl = "Of er sinds daarnet een kaart gewijzigd is", en = "Whether a card changed since a moment ago" }
-- grain: one row: a number that is another one as soon as a card of the library is
-- params: library_id (text), kind (text)
-- unit: a number
-- owner: coördinator relaties
-- version: 1
with

cards as (
    select
        person_id as card_id,
        row_version
    from mart.person
    where library_id = $library_id and $kind = 'person'
    union all
    select
        contact_person_id as card_id,
        row_version
    from mart.contact_person
    where library_id = $library_id and $kind = 'person'
    union all
    select
        organisation_id as card_id,
        row_version
    from mart.organisation
    where library_id = $library_id
)

select bit_xor(hash(card_id, row_version)) as state
from cards
