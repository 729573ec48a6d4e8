-- purpose: { nl = "Leden naar laatste gebruik op een peildatum", en = "Members by last use on a reference date" }
-- formula: count(members)
-- counted: { nl = "het aantal leden met deze status", en = "the number of members with this status" }
-- grain: { nl = "een rij per status met leden", en = "one row per status with members" }
-- params: reference_date (date), new_since (date), active_since (date), branch_id (text, optional, narrows)
-- counts: members
-- split: status
-- rows: segments/status_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Gebruik is gebruik van de pas. Wie komt lezen, werken of naar een activiteit gaat zonder pas, lijkt te slapen.", en = "Use is use of the card. Who comes to read, work or join an activity without it seems dormant." }
-- version: 1
-- changed: 2026-11-24
with

status as (
    select
        case
            when member.joined_on between $new_since and $reference_date then 'new'
            when member.last_used_on >= $active_since then 'active'
            when member.last_used_on < $active_since then 'dormant'
            else 'unknown'
        end as status
    from mart.member as member
    where
        member.reference_date = $reference_date
        and ($branch_id is null or member.branch_id = $branch_id)
)

select
    status,
    count(*) as members
from status
group by status
order by case status when 'new' then 1 when 'active' then 2 when 'dormant' then 3 else 4 end
