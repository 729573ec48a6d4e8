-- purpose: { nl = "Elke persoon bij een propositie: aangemeld, eerste reservering, eerste en tweede keer ingecheckt", en = "Every person of a proposition: registered, first reservation, first and second check-in" }
-- reads: { "usage.reservation" = "library_id", "usage.registration" = "library_id", "usage.membership" = "library_id" }
-- persons: { "usage.reservation" = {}, "usage.registration" = {}, "usage.membership" = { alike = "library_id, member_key, subscription, member_since, member_until" } }
-- key: library_id, proposition, member_key
-- partition: library_id
-- levels: library
-- note: paid_until is the last day of a paid membership that had begun by the first check-in; adult and business are paid, youth and school are free by law
-- version: 1
with

moment as (
    select
        reservation.library_id,
        reservation.proposition,
        reservation.member_key,
        min(reservation.reserved_at) as first_reserved_at,
        min(reservation.starts_at::date) filter (reservation.status = 'checked_in') as first_used_on,
        arg_min(reservation.branch_id, (reservation.starts_at, reservation.branch_id)) filter (
            reservation.status = 'checked_in'
        ) as first_branch_id,
        min(reservation.starts_at, 2) filter (reservation.status = 'checked_in') as first_two,
        max(reservation.load_run_id) as load_run_id
    from warehouse.usage.reservation as reservation
    inner join touched on reservation.library_id = touched.library_id
    where
        getvariable('touched_all_persons')
        or (reservation.library_id, reservation.member_key) in (
            select
                touched_person.library_id,
                touched_person.member_key
            from touched_person
        )
    group by reservation.library_id, reservation.proposition, reservation.member_key
),

registered as (
    select
        registration.library_id,
        registration.proposition,
        registration.member_key,
        min(registration.registered_at) as registered_at,
        arg_min(registration.branch_id, (registration.registered_at, registration.branch_id)) as branch_id,
        max(registration.load_run_id) as load_run_id
    from warehouse.usage.registration as registration
    inner join touched on registration.library_id = touched.library_id
    where
        getvariable('touched_all_persons')
        or (registration.library_id, registration.member_key) in (
            select
                touched_person.library_id,
                touched_person.member_key
            from touched_person
        )
    group by registration.library_id, registration.proposition, registration.member_key
),

known as (
    select
        library_id,
        proposition,
        member_key,
        registered.registered_at,
        registered.branch_id as registered_branch_id,
        moment.first_reserved_at,
        moment.first_used_on,
        moment.first_two[2]::date as second_used_on,
        moment.first_branch_id,
        coalesce(moment.load_run_id, registered.load_run_id) as load_run_id
    from moment
    full outer join registered using (library_id, proposition, member_key)
),

paid as (
    select
        known.library_id,
        known.proposition,
        known.member_key,
        max(coalesce(membership.member_until - 1, date '9999-12-31')) as paid_until
    from known
    inner join warehouse.usage.membership as membership
        on
            known.library_id = membership.library_id
            and known.member_key = membership.member_key
            and known.first_used_on >= membership.member_since
    where membership.subscription in ('adult', 'business')
    group by known.library_id, known.proposition, known.member_key
)

select
    known.*,
    paid.paid_until
from known
left join paid using (library_id, proposition, member_key)
