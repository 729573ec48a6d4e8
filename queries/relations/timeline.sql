-- purpose: { nl = "Geschiedenis met een relatie", en = "History with a relation" }
-- grain: one row per contact moment and promise
-- params: organisation_id (text, optional), person_id (text, optional)
-- unit: contact moments
-- owner: coördinator relaties
-- version: 3
select
    contact_moment.contact_moment_id,
    contact_moment.spoken_on,
    contact_moment.channel,
    contact_moment.place,
    contact_moment.summary,
    contact_moment.organisation_id,
    contact_moment.person_id,
    organisation.name as organisation_name,
    person.name as person_name,
    proposition.code as proposition,
    proposition.name as proposition_name,
    names.full_name as recorded_by_name,
    promise.follow_up_id,
    promise.promise,
    promise.due_on,
    promise.status,
    promise.done_at
from mart.contact_moment
left join mart.organisation
    on contact_moment.organisation_id = organisation.organisation_id
left join mart.person
    on contact_moment.person_id = person.person_id
left join mart.proposition
    on contact_moment.proposition_id = proposition.proposition_id
left join mart.promise
    on contact_moment.contact_moment_id = promise.contact_moment_id
left join mart.colleague_name as names
    on contact_moment.recorded_by = names.app_user_id
where
    contact_moment.organisation_id = $organisation_id
    or contact_moment.person_id = $person_id
order by
    contact_moment.spoken_on desc,
    contact_moment.recorded_at desc
