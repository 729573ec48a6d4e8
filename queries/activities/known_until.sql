-- purpose: { nl = "Laatste dag waarover een activiteit bekend is", en = "Last day an activity is known of" }
-- grain: one row, without a day when there is none
-- params: until (date)
-- unit: days
-- owner: coördinator
-- version: 1
select max(held_on) as held_on
from mart.activity
where held_on <= $until
