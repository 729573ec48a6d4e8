-- purpose: { nl = "Reserveringen die begonnen, ingecheckt of vervallen, een rij per reservering, zonder naam of nummer", en = "Reservations that began, checked in or lapsed, a row per reservation, without name or number" }
-- grain: one row per reservation that was checked in or lapsed
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- audience: eigen
-- unit: reservations
-- owner: coördinator proposities
-- version: 1
with

span as (
    select
        coalesce($since::date, max(last_month) - interval 11 month)::date as since,
        coalesce($until::date, max(last_month))::date as until
    from mart.proposition_delivered
    where $proposition::varchar is null or proposition = $proposition
)

select
    branch.name as branch,
    reservation.proposition,
    reservation.starts_at,
    reservation.ends_at,
    reservation.place_kind,
    reservation.status,
    reservation.reserved_at,
    reservation.load_run_id,
    reservation.source_row
from mart.reservation as reservation
inner join span on reservation.month between span.since and span.until
left join mart.branch as branch on reservation.branch_id = branch.branch_id
where
    reservation.status in ('checked_in', 'no_show')
    and ($proposition::varchar is null or reservation.proposition = $proposition)
    and ($branch_id::varchar is null or reservation.branch_id = $branch_id)
order by reservation.starts_at, reservation.load_run_id, reservation.source_row
