-- purpose: { nl = "Leden per vestiging waar ze zijn ingeschreven", en = "Members per branch where they registered" }
-- formula: count(members)
-- counted: { nl = "het aantal geleverde leden", en = "the number of delivered members" }
-- grain: { nl = "een rij per vestiging met leden op de peildatum", en = "one row per branch with members on the reference date" }
-- params: reference_date (date)
-- counts: members
-- split: branch
-- rows: usage/member_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Een lid is een rij in de levering: twee passen zijn twee leden. Gratis accounts zijn geen leden. Een lid telt bij de vestiging van inschrijving.", en = "A member is a row of the delivery: two cards are two members. Free accounts are no members. A member counts at the branch of registration." }
-- version: 1
-- changed: 2026-11-24
select
    branch.name as branch,
    count(*) as members
from mart.member as member
left join mart.branch as branch on member.branch_id = branch.branch_id
where member.reference_date = $reference_date
group by branch.name
order by members desc, branch asc
