-- purpose: { nl = "Leden per vestiging, en hoeveel van hen de pas het laatste jaar gebruikten", en = "Members per branch, and how many of them used their card in the last year" }
-- formula: used / members
-- numerator: { nl = "leden die de pas gebruikten sinds de grens", en = "members who used their card since the boundary" }
-- denominator: { nl = "leden van de vestiging", en = "members of the branch" }
-- grain: { nl = "een rij per vestiging met leden op de peildatum", en = "one row per branch with members on the reference date" }
-- params: reference_date (date), active_since (date)
-- counts: members, used
-- split: branch
-- rows: usage/member_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Een lid telt bij de vestiging van inschrijving, ook als het ergens anders komt. Gebruik is gebruik van de pas. Wie komt lezen, werken of naar een activiteit gaat zonder pas, lijkt te slapen.", en = "A member counts at the branch of registration, also when they go elsewhere. Use is use of the card. Who comes to read, work or join an activity without it seems dormant." }
-- version: 1
-- changed: 2026-11-24
select
    branch.name as branch,
    count(*) as members,
    count(*) filter (where member.last_used_on >= $active_since) as used
from mart.member as member
left join mart.branch as branch on member.branch_id = branch.branch_id
where member.reference_date = $reference_date
group by branch.name
order by members desc, branch asc
