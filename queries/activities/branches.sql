-- purpose: { nl = "Vestigingen waar een activiteit kan zijn", en = "Branches where an activity can be held" }
-- grain: one row per branch; with a day only those that are open then
-- params: on_date (date, optional)
-- unit: branches
-- owner: coördinator
-- version: 1
select
    branch_id,
    library_id,
    name
from mart.branch
where
    $on_date is null
    or (coalesce(opened_on <= $on_date, true) and coalesce(closed_on > $on_date, true))
order by name
