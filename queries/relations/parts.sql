-- purpose: { nl = "Wat bij een organisatie hoort", en = "What belongs to an organisation" }
-- grain: one row per organisation that belongs to it
-- params: organisation_id (text)
-- unit: organisations
-- owner: coördinator relaties
-- version: 1
with

spoken as (
    select
        contact_moment.organisation_id,
        max(contact_moment.spoken_on) as last_spoken_on
    from mart.contact_moment
    inner join mart.organisation
        on contact_moment.organisation_id = organisation.organisation_id
    where organisation.part_of_id = $organisation_id
    group by contact_moment.organisation_id
)

select
    part.organisation_id,
    part.name,
    part.place,
    spoken.last_spoken_on
from mart.organisation as part
left join spoken on part.organisation_id = spoken.organisation_id
where part.part_of_id = $organisation_id
order by
    part.name asc,
    part.organisation_id asc
