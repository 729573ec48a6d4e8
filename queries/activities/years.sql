-- purpose: { nl = "Jaren met activiteiten", en = "Years with activities" }
-- grain: one row per year with an activity that has been held, the latest first
-- params: until (date)
-- unit: years
-- owner: coördinator
-- version: 1
select distinct year(held_on) as year
from mart.activity
where held_on <= $until
order by year desc
