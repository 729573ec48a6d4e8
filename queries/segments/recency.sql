-- purpose: { nl = "Leden naar hoelang geleden ze de pas gebruikten", en = "Members by how long ago they used their card" }
-- formula: count(members)
-- counted: { nl = "het aantal leden in deze klasse", en = "the number of members in this class" }
-- grain: { nl = "een rij per klasse van laatste gebruik met leden", en = "one row per class of last use with members" }
-- params: reference_date (date), branch_id (text, optional, narrows)
-- counts: members
-- split: class
-- rows: segments/recency_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Gebruik is gebruik van de pas. Wie komt lezen, werken of naar een activiteit gaat zonder pas, lijkt te slapen.", en = "Use is use of the card. Who comes to read, work or join an activity without it seems dormant." }
-- version: 1
-- changed: 2026-11-24
with

classed as (
    select
        case
            when last_used_on is null or last_used_on > $reference_date then 'unknown'
            when last_used_on >= $reference_date::date - interval 1 month then 'month'
            when last_used_on >= $reference_date::date - interval 3 month then 'quarter'
            when last_used_on >= $reference_date::date - interval 6 month then 'half'
            when last_used_on >= $reference_date::date - interval 12 month then 'year'
            else 'longer'
        end as class
    from mart.member
    where
        reference_date = $reference_date
        and ($branch_id is null or branch_id = $branch_id)
)

select
    class,
    count(*) as members
from classed
group by class
order by list_position(['month', 'quarter', 'half', 'year', 'longer', 'unknown'], class)
