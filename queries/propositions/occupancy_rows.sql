-- purpose: { nl = "Gereserveerde plekuren, een rij per reservering en uur, zonder naam of nummer", en = "Reserved place hours, a row per reservation and hour, without name or number" }
-- grain: one row per reservation that held a place, and hour it did
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- audience: eigen
-- measure: reserved_hours
-- unit: place hours
-- owner: coördinator proposities
-- version: 1
with

span as (
    select
        coalesce($since::date, max(last_month))::date as since,
        coalesce($until::date, max(last_month))::date as until
    from mart.proposition_delivered
    where $proposition::varchar is null or proposition = $proposition
),

held as (
    select
        branch.name as branch,
        reservation.starts_at,
        reservation.ends_at,
        reservation.place_kind,
        reservation.status,
        reservation.load_run_id,
        reservation.source_row,
        unnest(generate_series(
            date_trunc('hour', reservation.starts_at),
            reservation.ends_at - interval 1 second,
            interval 1 hour
        )) as hour_at
    from mart.reservation as reservation
    inner join span on reservation.month between span.since and span.until
    left join mart.branch as branch on reservation.branch_id = branch.branch_id
    where
        reservation.status in ('reserved', 'checked_in', 'no_show')
        and ($proposition::varchar is null or reservation.proposition = $proposition)
        and ($branch_id::varchar is null or reservation.branch_id = $branch_id)
)

select
    branch,
    hour_at,
    place_kind,
    status,
    epoch(least(ends_at, hour_at + interval 1 hour) - greatest(starts_at, hour_at)) / 3600.0 as reserved_hours,
    starts_at,
    ends_at,
    load_run_id,
    source_row
from held
order by hour_at, load_run_id, source_row
