-- purpose: { nl = "Bezoeken per vestiging, maand, weekdag en uur, uit tellers aan de deur", en = "Visits per branch, month, weekday and hour, from door counters" }
-- reads: { "usage.door_count" = "library_id, date_trunc('month', counted_at)::date as month" }
-- key: library_id, branch_id, month, weekday, hour
-- partition: library_id, month
-- levels: branch
-- note: weekday 1 is Monday; days is on how many days that hour was counted, so that an average can be made: a day of the month is a bit
-- version: 1
with

per_hour as (
    select
        library_id,
        branch_id,
        -- The first of the month as a day less its number: cutting a moment off takes four times as long.
        (counted_at::date - (day(counted_at) - 1)::integer) as month,
        isodow(counted_at)::integer as weekday,
        hour(counted_at)::integer as hour,
        sum(visitors_in)::bigint as visits,
        bit_or(1::bigint << day(counted_at)) filter (where visitors_in is not null) as counted_days,
        (count(*) - count(visitors_in))::bigint as intervals_missing
    from warehouse.usage.door_count
    where
        counted_at >= getvariable('touched_since')
        and counted_at < getvariable('touched_until') + interval 1 day
    group by all
)

select
    per_hour.library_id,
    per_hour.branch_id,
    per_hour.month,
    per_hour.weekday,
    per_hour.hour,
    per_hour.visits,
    coalesce(bit_count(per_hour.counted_days), 0)::bigint as days,
    per_hour.intervals_missing
from per_hour
inner join touched
    on per_hour.library_id = touched.library_id and per_hour.month = touched.month
