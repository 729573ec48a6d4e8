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
    select
        running.person_link_id,
        running.library_id,
        running.person_id,
        running.member_key,
        running.ground
    from running
    inner join mart.person
        on running.person_id = person.person_id
    where not exists (
        select 1
        from running as other
        where
            other.library_id = running.library_id
            and other.member_key = running.member_key
            and other.person_id != running.person_id
    )
),

consented as (
    select distinct person_id
    from mart.consent
    where purpose = 'on_card' and channel = 'card' and is_valid
),

agreed as (
    select
        person_link_id,
        library_id,
        person_id,
        member_key
    from on_one_card
    where ground = 'request'
    union all
    select
        on_one_card.person_link_id,
        on_one_card.library_id,
        on_one_card.person_id,
        on_one_card.member_key
    from on_one_card
    inner join consented
        on on_one_card.person_id = consented.person_id
    where on_one_card.ground = 'consent'
)

select
    agreed.person_link_id,
    agreed.library_id,
    agreed.person_id,
    agreed.member_key
from agreed
inner join mart.delivered_member
    on
        agreed.library_id = delivered_member.library_id
        and agreed.member_key = delivered_member.member_key
group by all
having
    bool_or(delivered_member.bar is null)
    and not coalesce(bool_or(delivered_member.bar in ('young', 'pupil')), false)
