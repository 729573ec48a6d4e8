-- purpose: { nl = "Hoe vaak deze activiteit er staat", en = "How often this activity is there" }
-- grain: one row: the same branch, day and title, typed or delivered
-- params: branch_id (text), held_on (date), title (text)
-- unit: activities
-- owner: coördinator
-- version: 1
select
    count(*) as times,
    coalesce(bool_or(is_delivered), false) as is_delivered
from mart.typed_activity
where
    branch_id = $branch_id
    and held_on = $held_on
    and lower(title) = lower($title)
