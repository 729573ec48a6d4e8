-- purpose: { nl = "Leden op een peildatum", en = "Members on a reference date" }
-- formula: count(members)
-- counted: { nl = "het aantal geleverde leden", en = "the number of delivered members" }
-- grain: { nl = "één rij", en = "one row" }
-- params: reference_date (date)
-- counts: members
-- rows: usage/member_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Een lid is een rij in de levering: twee passen zijn twee leden. Gratis accounts zijn geen leden.", en = "A member is a row of the delivery: two cards are two members. Free accounts are no members." }
-- version: 1
-- changed: 2026-11-24
select count(*) as members
from mart.member
where reference_date = $reference_date
