-- purpose: { nl = "Gereserveerde en ingecheckte plekuren per vestiging, maand, weekdag en uur", en = "Reserved and checked-in place hours per branch, month, weekday and hour" }
-- reads: { "usage.reservation" = "library_id, date_trunc('month', starts_at)::date as month" }
-- key: library_id, branch_id, proposition, month, weekday, hour
-- partition: library_id, month
-- levels: branch
-- note: weekday 1 is Monday; an hour in which a place was reserved for 30 minutes is half a place hour; what was cancelled holds no place
-- version: 1
with

held as (
    select
        reservation.library_id,
        reservation.branch_id,
        reservation.proposition,
        touched.month,
        reservation.starts_at,
        reservation.ends_at,
        reservation.status,
        reservation.load_run_id,
        unnest(generate_series(
            date_trunc('hour', reservation.starts_at),
            reservation.ends_at - interval 1 second,
            interval 1 hour
        )) as hour_at
    from warehouse.usage.reservation as reservation
    inner join touched
        on
            reservation.library_id = touched.library_id
            and date_trunc('month', reservation.starts_at)::date = touched.month
    where
        reservation.status in ('reserved', 'checked_in', 'no_show')
        and reservation.starts_at >= getvariable('touched_since')
        and reservation.starts_at < getvariable('touched_until') + interval 1 day
),

part as (
    select
        library_id,
        branch_id,
        proposition,
        month,
        status,
        load_run_id,
        isodow(hour_at)::integer as weekday,
        hour(hour_at)::integer as hour,
        epoch(least(ends_at, hour_at + interval 1 hour) - greatest(starts_at, hour_at)) / 3600.0 as hours
    from held
)

select
    library_id,
    branch_id,
    proposition,
    month,
    weekday,
    hour,
    sum(hours)::double as reserved_hours,
    coalesce(sum(hours) filter (status = 'checked_in'), 0)::double as checked_in_hours,
    max(load_run_id) as load_run_id
from part
group by library_id, branch_id, proposition, month, weekday, hour
