-- purpose: { nl = "Waar een organisatie bij kan horen", en = "What an organisation may belong to" }
-- grain: one row per other organisation of its library that does not belong to it
-- params: organisation_id (text), most (integer)
-- unit: organisations
-- owner: coördinator relaties
-- version: 1
select
    other.organisation_id,
    other.name,
    other.place
from mart.organisation
inner join mart.organisation as other
    on organisation.library_id = other.library_id
where
    organisation.organisation_id = $organisation_id
    and other.organisation_id != $organisation_id
    and other.part_of_id is distinct from $organisation_id
order by
    other.name asc,
    other.organisation_id asc
limit $most
