-- The bridge: which member a card leads to today. Only the marts of what a card says of its member read it, never a question.
-- A link holds while its ground does and the member is known, at least 16 and on no other card; who was merged is the
-- card that stands today.
with

running as (
    select
        person_link.person_link_id,
        person_link.library_id,
        coalesce(merged.survivor_id, person_link.person_id) as person_id,
        person_link.member_key,
        person_link.ground
    from records.relations.person_link
    left join records.relations.card_merge as merged
        on person_link.person_id = merged.merged_id and merged.undone_at is null
    where
        list_contains(getvariable('libraries')::varchar[], person_link.library_id)
        and getvariable('may_see_people')
        and list_contains(getvariable('permissions')::varchar[], 'relations.read')
        and coalesce(person_link.until > coalesce(getvariable('today')::date, current_date), true)
),

-- Of two cards that lead to one number nobody knows whose it is.
on_one_card as (
    select *
    from running
    qualify
        min(person_id) over (partition by library_id, member_key)
        = max(person_id) over (partition by library_id, member_key)
)

select
    on_one_card.person_link_id,
    on_one_card.library_id,
    on_one_card.person_id,
    on_one_card.member_key
from on_one_card
inner join mart.person
    on on_one_card.person_id = person.person_id
where
    (
        on_one_card.ground = 'request'
        or on_one_card.person_id in (
            select consent.person_id from mart.consent
            where consent.purpose = 'on_card' and consent.channel = 'card' and consent.is_valid
        )
    )
    and exists (
        select 1 from mart.delivered_member
        where
            delivered_member.library_id = on_one_card.library_id
            and delivered_member.member_key = on_one_card.member_key
            and delivered_member.bar is null
    )
    and not exists (
        select 1 from mart.delivered_member
        where
            delivered_member.library_id = on_one_card.library_id
            and delivered_member.member_key = on_one_card.member_key
            and delivered_member.bar in ('young', 'pupil')
    )
