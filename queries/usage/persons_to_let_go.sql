-- purpose: { nl = "Personen die niet meer gevolgd mogen worden", en = "Persons who may be followed no longer" }
-- grain: one row per library and person who was last seen before a day
-- params: before (date)
-- unit: persons
-- owner: gegevensbeheerder
-- version: 1
select
    library_id,
    member_key,
    seen_on
from mart.person_seen
where seen_on < $before
order by library_id, member_key
