-- purpose: { nl = "Bezoeken per vestiging, maand, weekdag en uur, uit tellers aan de deur", en = "Visits per branch, month, weekday and hour, from door counters" }
-- reads: { "usage.door_count" = "library_id, date_trunc('month', counted_at)::date as month" }
-- key: library_id, branch_id, month, weekday, hour
-- partition: library_id, month
-- levels: branch
-- note: weekday 1 is Monday; days is on how many days that hour was counted, so that an average can be made
-- version: 1
with

per_day as (
    select
        library_id,
        branch_id,
        counted_at::date as day,
        hour(counted_at)::integer as hour,
        sum(visitors_in) as visits,
        count(*) - count(visitors_in) as intervals_missing
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
    isodow(per_day.day)::integer as weekday,
    per_day.hour,
    sum(per_day.visits)::bigint as visits,
    count(per_day.visits)::bigint as days,
    sum(per_day.intervals_missing)::bigint as intervals_missing
from per_day
inner join touched
    on per_day.library_id = touched.library_id and date_trunc('month', per_day.day)::date = touched.month
group by per_day.library_id, per_day.branch_id, touched.month, weekday, per_day.hour
