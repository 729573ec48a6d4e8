-- purpose: { nl = "Kaarten waarvan gezegd is dat ze niet dezelfde zijn", en = "Cards that were said not to be the same" }
-- grain: one row per two cards, the latest first
-- params: kind (text), most (integer, optional)
-- unit: pairs
-- owner: coördinator relaties
-- version: 1
with

named as (
    select
        organisation_id as card_id,
        name
    from mart.organisation
    union all
    select
        person_id as card_id,
        name
    from mart.person
)

select
    not_same.not_same_id,
    not_same.one_id,
    not_same.other_id,
    one.name as one_name,
    other.name as other_name,
    not_same.said_at,
    names.full_name as said_by_name
from mart.not_same
inner join named as one
    on not_same.one_id = one.card_id
inner join named as other
    on not_same.other_id = other.card_id
left join mart.colleague_name as names
    on not_same.said_by = names.app_user_id
where not_same.kind = $kind
order by
    not_same.said_at desc,
    not_same.not_same_id asc
limit coalesce($most, 1000000)
