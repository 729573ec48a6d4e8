-- purpose: { nl = "Leden per vestiging waar ze zijn ingeschreven", en = "Members per branch where they registered" }
-- formula: count(members)
-- counted: { nl = "het aantal geleverde leden", en = "the number of delivered members" }
-- grain: one row per branch with members on the reference date
-- params: reference_date (date)
-- counts: members
-- split: branch
-- rows: usage/member_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
select
    branch.name as branch,
    count(*) as members
from mart.member as member
left join mart.branch as branch on member.branch_id = branch.branch_id
where member.reference_date = $reference_date
group by branch.name
order by members desc, branch asc
