-- purpose: { nl = "Reserveringen van een jaar, een rij voor elk, zonder naam of nummer", en = "Reservations of a year, a row for each, without name or number" }
-- grain: one row per reservation of the year
-- params: second (text, optional), kept (text, optional), year (integer)
-- audience: eigen
-- unit: reservations
-- owner: coördinator proposities
-- version: 1
with

asked as (
    select
        make_date($year::integer, 1, 1) as since,
        make_date($year::integer, 12, 31) as until
),

found as (
    select
        reservation.library_id,
        reservation.branch_id,
        reservation.proposition,
        reservation.place_kind,
        reservation.status,
        reservation.starts_at,
        reservation.ends_at,
        isodow(reservation.starts_at)::varchar as weekday,
        strftime(reservation.starts_at, '%H') as hour,
        strftime(reservation.starts_at, '%m') as month_of_year,
        reservation.load_run_id,
        reservation.source_row
    from mart.reservation as reservation
    inner join asked on reservation.starts_at::date between asked.since and asked.until
)

select
    branch.name as branch,
    found.proposition,
    found.starts_at,
    found.ends_at,
    found.place_kind,
    found.status,
    found.load_run_id,
    found.source_row
from found
left join mart.branch as branch on found.branch_id = branch.branch_id
where
    $kept is null
    or $second is null
    or coalesce(case $second
        when 'branch' then found.branch_id
        when 'library' then found.library_id
        when 'proposition' then found.proposition
        when 'place_kind' then found.place_kind
        when 'status' then found.status
        when 'weekday' then found.weekday
        when 'hour' then found.hour
        when 'month_of_year' then found.month_of_year
    end, 'unknown') = $kept
order by all
