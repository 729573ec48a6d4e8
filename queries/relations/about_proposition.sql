-- purpose: { nl = "Gesprekken over een propositie", en = "Conversations about a proposition" }
-- grain: one row per contact moment, the latest first
-- params: proposition (text)
-- unit: contact moments
-- owner: coördinator relaties
-- version: 1
select
    contact_moment.contact_moment_id,
    contact_moment.spoken_on,
    contact_moment.channel,
    contact_moment.summary,
    contact_moment.organisation_id,
    contact_moment.person_id,
    organisation.name as organisation_name,
    person.name as person_name
from mart.contact_moment
inner join mart.proposition
    on contact_moment.proposition_id = proposition.proposition_id
left join mart.organisation
    on contact_moment.organisation_id = organisation.organisation_id
left join mart.person
    on contact_moment.person_id = person.person_id
where proposition.code = $proposition
order by
    contact_moment.spoken_on desc,
    contact_moment.recorded_at desc
