-- purpose: { nl = "Gesprekken over een propositie, zonder met wie", en = "Conversations about a proposition, without with whom" }
-- grain: one row
-- params: proposition (text)
-- unit: contact moments
-- owner: coördinator relaties
-- version: 1
select
    count(*) as moments,
    count(distinct contact_moment_state.organisation_id) as organisations,
    max(contact_moment_state.spoken_on) as last_spoken_on
from mart.contact_moment_state
inner join mart.proposition
    on contact_moment_state.proposition_id = proposition.proposition_id
where proposition.code = $proposition
