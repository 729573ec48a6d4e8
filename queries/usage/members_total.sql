-- purpose: { nl = "Leden op een peildatum", en = "Members on a reference date" }
-- formula: count(members)
-- counted: { nl = "het aantal geleverde leden", en = "the number of delivered members" }
-- grain: one row
-- params: reference_date (date)
-- counts: members
-- rows: usage/member_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
select count(*) as members
from mart.member
where reference_date = $reference_date
