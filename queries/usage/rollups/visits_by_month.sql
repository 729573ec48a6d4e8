-- purpose: { nl = "Bezoeken per vestiging en maand, opgeteld uit tellers aan de deur", en = "Visits per branch and month, added up from door counters" }
-- reads: { "usage.door_count" = "library_id, date_trunc('month', counted_at)::date as month" }
-- key: library_id, branch_id, month
-- partition: library_id, month
-- levels: branch
-- note: a month of which every interval lacks its number has no visits, and the reason why
-- version: 1
with

per_day as (
    select
        library_id,
        branch_id,
        counted_at::date as day,
        sum(visitors_in) as visits,
        min(visitors_in_missing) as visits_missing,
        count(*) as intervals,
        count(visitors_in) as intervals_counted,
        max(load_run_id) as load_run_id
    from warehouse.usage.door_count
    where
        counted_at >= getvariable('touched_since')
        and counted_at < getvariable('touched_until') + interval 1 day
    group by all
)

select
    per_day.library_id,
    per_day.branch_id,
    touched.month,
    sum(per_day.visits)::bigint as visits,
    case when sum(per_day.intervals_counted) = 0 then min(per_day.visits_missing) end as visits_missing,
    sum(per_day.intervals)::bigint as intervals,
    sum(per_day.intervals - per_day.intervals_counted)::bigint as intervals_missing,
    max(per_day.load_run_id) as load_run_id
from per_day
inner join touched
    on per_day.library_id = touched.library_id and date_trunc('month', per_day.day)::date = touched.month
group by per_day.library_id, per_day.branch_id, touched.month
