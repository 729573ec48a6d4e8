-- purpose: { nl = "Wie wanneer een plek reserveerde en wat ervan kwam, per persoon, vestiging en maand", en = "Who reserved a place when and what came of it, per person, branch and month" }
-- reads: { "usage.reservation" = "library_id, date_trunc('month', starts_at)::date as month" }
-- key: library_id, branch_id, proposition, member_key, month
-- partition: library_id, month
-- levels: branch
-- version: 1
select
    reservation.library_id,
    reservation.branch_id,
    reservation.proposition,
    reservation.member_key,
    touched.month,
    count(*)::bigint as reserved,
    count(*) filter (reservation.status = 'checked_in')::bigint as checked_in,
    count(*) filter (reservation.status = 'no_show')::bigint as no_show,
    count(*) filter (reservation.status = 'cancelled_by_visitor')::bigint as cancelled_by_visitor,
    count(*) filter (reservation.status = 'cancelled_by_library')::bigint as cancelled_by_library,
    max(reservation.starts_at::date) filter (reservation.status <> 'reserved') as last_day,
    max(reservation.load_run_id) as load_run_id
from warehouse.usage.reservation as reservation
inner join touched
    on
        reservation.library_id = touched.library_id
        and date_trunc('month', reservation.starts_at)::date = touched.month
where
    reservation.starts_at >= getvariable('touched_since')
    and reservation.starts_at < getvariable('touched_until') + interval 1 day
group by
    reservation.library_id,
    reservation.branch_id,
    reservation.proposition,
    reservation.member_key,
    touched.month
