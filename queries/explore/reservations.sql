-- purpose: { nl = "Reserveringen van een plek in een jaar, naar keuze gesplitst", en = "Reservations of a place in a year, split as one likes" }
-- formula: count(reservations)
-- counted: { nl = "alle reserveringen die in het jaar begonnen, wat er ook van kwam", en = "all reservations that began in the year, whatever came of them" }
-- grain: { nl = "een rij per deel waarin je splitst", en = "one row per part one splits into" }
-- params: split (text, optional, splits), second (text, optional, splits), kept (text, optional), year (integer), earlier (integer, optional)
-- offers: branch, library, proposition, place_kind, status, weekday, hour, month_of_year
-- value: reservations
-- period: year
-- counts: reservations, before
-- adds_up: part, series per library
-- rows: explore/reservations_rows
-- unit: reservations
-- owner: coördinator proposities
-- note: library says within which library branches add up; none where branches are no part
-- note: what is kept of the second split is marked and not left out, so that small numbers are protected over the whole table
-- pitfalls: { nl = "Een reservering is geen persoon en geen bezoek: wie vaker reserveert telt vaker. Wie kwam is te zien aan de splitsing naar uitkomst. Een lopend jaar is onaf.", en = "A reservation is no person and no visit: who reserves more often counts more often. Who came is seen by splitting into outcome. The current year is unfinished." }
-- version: 1
-- changed: 2026-11-24
with

shifts as (
    select unnest([0, $earlier::integer]) as years
),

asked as (
    select
        make_date($year::integer - years, 1, 1) as since,
        make_date($year::integer - years, 12, 31) as until,
        years > 0 as is_before
    from shifts
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
        reservation.source_row,
        asked.is_before
    from mart.reservation as reservation
    inner join asked on reservation.starts_at::date between asked.since and asked.until
),

split as (
    select
        case $split
            when 'branch' then branch_id
            when 'library' then library_id
            when 'proposition' then proposition
            when 'place_kind' then place_kind
            when 'status' then status
            when 'weekday' then weekday
            when 'hour' then hour
            when 'month_of_year' then month_of_year
        end as part,
        case $second
            when 'branch' then branch_id
            when 'library' then library_id
            when 'proposition' then proposition
            when 'place_kind' then place_kind
            when 'status' then status
            when 'weekday' then weekday
            when 'hour' then hour
            when 'month_of_year' then month_of_year
        end as series,
        case when 'branch' in ($split, $second) then library_id end as library,
        is_before
    from found
),

parts as (
    select
        coalesce(part, case when $split is null then 'all' else 'unknown' end) as part,
        coalesce(series, case when $second is null then 'all' else 'unknown' end) as series,
        library,
        count(*) filter (where not is_before) as reservations,
        count(*) filter (where is_before) as before
    from split
    group by all
),

-- A year or month of which nothing was delivered is no zero.
whole as (
    select
        coalesce(sum(reservations), 0) > 0 as has_now,
        coalesce(sum(before), 0) > 0 as has_before
    from parts
)

select
    parts.part,
    coalesce(branch.name, library.name, parts.part) as part_name,
    parts.series,
    coalesce(other_branch.name, other_library.name, parts.series) as series_name,
    parts.library,
    parts.reservations,
    case when whole.has_before then parts.before end as before,
    coalesce(parts.series = $kept, true) as is_kept
from parts
cross join whole
left join mart.branch as branch on $split = 'branch' and parts.part = branch.branch_id
left join mart.library as library on $split = 'library' and parts.part = library.library_id
left join mart.branch as other_branch on $second = 'branch' and parts.series = other_branch.branch_id
left join mart.library as other_library on $second = 'library' and parts.series = other_library.library_id
where whole.has_now
order by parts.part, parts.series
