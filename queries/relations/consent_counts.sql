-- purpose: { nl = "Hoeveel mensen ja zeiden, nee zeiden of onbekend zijn", en = "How many people said yes, said no or are unknown" }
-- grain: one row
-- params: purpose (text), channel (text)
-- unit: persons
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
-- pitfalls: { nl = "Onbekend telt als nee: die mensen mag je hiervoor niet schrijven.", en = "Unknown counts as no: those people may not be written for this." }
with

answered as (
    select
        person_id,
        bool_or(is_valid) as said_yes
    from mart.consent
    where purpose = $purpose and channel = $channel
    group by person_id
)

select
    count(*) filter (where answered.said_yes) as yes,
    count(*) filter (where not answered.said_yes) as no,
    count(*) filter (where answered.said_yes is null) as unknown,
    count(*) filter (where answered.said_yes and case $channel
        when 'mail' then person.email
        when 'post' then person.postcode
        else person.phone
    end is null) as without_address
from mart.person
left join answered
    on person.person_id = answered.person_id
