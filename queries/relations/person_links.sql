-- purpose: { nl = "Of een kaart bij een lid hoort, en waarom dat mag", en = "Whether a card leads to a member, and why that is allowed" }
-- grain: one row per link, the latest first
-- params: person_id (text)
-- unit: links
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
-- pitfalls: { nl = "Waar een koppeling heen leidt, zeggen alleen de lidmaatschappen van de kaart.", en = "Where a link leads only the memberships of the card say." }
with

consented as (
    select distinct person_id
    from mart.consent
    where
        person_id = $person_id
        and purpose = 'on_card'
        and channel = 'card'
        and is_valid
)

select
    person_link.person_link_id,
    person_link.ground,
    person_link.proof,
    person_link.since,
    person_link.until,
    person_link.made_at,
    names.full_name as made_by_name,
    person_link.has_ended,
    person_link.ground = 'request' or consented.person_id is not null as is_allowed
from mart.person_link
left join consented
    on person_link.person_id = consented.person_id
left join mart.colleague_name as names
    on person_link.made_by = names.app_user_id
where person_link.person_id = $person_id
order by
    person_link.until desc nulls first,
    person_link.made_at desc,
    person_link.person_link_id asc
