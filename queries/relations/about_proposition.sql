-- purpose: { nl = "Gesprekken over een propositie", en = "Conversations about a proposition" }
-- grain: one row per contact moment, the latest first
-- params: proposition (text)
-- unit: contact moments
-- owner: coördinator relaties
-- version: 2
-- changed: 2026-11-28
with

others as (
    select
        contact_moment_person.contact_moment_id,
        list(distinct person.name order by person.name) as people_beside
    from mart.contact_moment
    inner join mart.proposition
        on contact_moment.proposition_id = proposition.proposition_id
    inner join mart.contact_moment_person
        on contact_moment.contact_moment_id = contact_moment_person.contact_moment_id
    inner join mart.person
        on contact_moment_person.person_id = person.person_id
    where
        proposition.code = $proposition
        and not contact_moment_person.is_first
        and contact_moment_person.person_id is distinct from contact_moment.person_id
    group by contact_moment_person.contact_moment_id
)

select
    contact_moment.contact_moment_id,
    contact_moment.spoken_on,
    contact_moment.channel,
    contact_moment.summary,
    contact_moment.organisation_id,
    contact_moment.person_id,
    organisation.name as organisation_name,
    person.name as person_name,
    others.people_beside
from mart.contact_moment
inner join mart.proposition
    on contact_moment.proposition_id = proposition.proposition_id
left join mart.organisation
    on contact_moment.organisation_id = organisation.organisation_id
left join mart.person
    on contact_moment.person_id = person.person_id
left join others
    on contact_moment.contact_moment_id = others.contact_moment_id
where proposition.code = $proposition
order by
    contact_moment.spoken_on desc,
    contact_moment.recorded_at desc
