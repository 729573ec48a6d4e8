-- purpose: { nl = "Afspraken zonder namen", en = "Promises without names" }
-- formula: open, of which due before the day asked
-- grain: one row per library
-- params: on_date (date)
-- unit: follow-ups
-- owner: manager
-- version: 1
select
    library_id,
    count(*) filter (where status = 'open') as open_count,
    count(*) filter (where status = 'open' and due_on < $on_date) as late_count,
    count(*) filter (where status = 'done') as done_count
from mart.follow_up_state
group by library_id
order by library_id
