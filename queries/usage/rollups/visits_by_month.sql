-- purpose: { nl = "Bezoeken per vestiging en maand, opgeteld uit tellers aan de deur", en = "Visits per branch and month, added up from door counters" }
-- reads: { "usage.door_count" = "library_id, date_trunc('month', counted_at)::date as month" }
-- key: library_id, branch_id, month
-- partition: library_id, month
-- levels: branch
-- note: a month of which every interval lacks its number has no visits, and the reason why
-- version: 1
select
    door_count.library_id,
    door_count.branch_id,
    touched.month,
    sum(door_count.visitors_in)::bigint as visits,
    case when count(door_count.visitors_in) = 0 then min(door_count.visitors_in_missing) end as visits_missing,
    count(*)::bigint as intervals,
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
group by door_count.library_id, door_count.branch_id, touched.month
