-- purpose: { nl = "Bezoeken per vestiging, maand, weekdag en uur, uit tellers aan de deur", en = "Visits per branch, month, weekday and hour, from door counters" }
-- reads: { "usage.door_count" = "library_id, date_trunc('month', counted_at)::date as month" }
-- key: library_id, branch_id, month, weekday, hour
-- partition: library_id, month
-- levels: branch
-- note: weekday 1 is Monday; days is on how many days that hour was counted, so that an average can be made
-- version: 1
select
    door_count.library_id,
    door_count.branch_id,
    touched.month,
    isodow(door_count.counted_at)::integer as weekday,
    hour(door_count.counted_at)::integer as hour,
    sum(door_count.visitors_in)::bigint as visits,
    count(distinct door_count.counted_at::date) filter (door_count.visitors_in is not null)::bigint as days,
    (count(*) - count(door_count.visitors_in))::bigint as intervals_missing,
    max(door_count.load_run_id) as load_run_id
from warehouse.usage.door_count as door_count
inner join touched
    on
        door_count.library_id = touched.library_id
        and date_trunc('month', door_count.counted_at)::date = touched.month
where
    door_count.counted_at >= getvariable('touched_since')
    and door_count.counted_at < getvariable('touched_until') + interval 1 day
group by door_count.library_id, door_count.branch_id, touched.month, weekday, hour
