-- purpose: { nl = "Wat iemand met een pas in een maand deed", en = "What somebody with a card did in a month" }
-- reads: { "usage.loan" = "library_id, date_trunc('month', loaned_on)::date as month", "usage.reservation" = "library_id, date_trunc('month', starts_at)::date as month", "usage.participation" = "library_id, date_trunc('month', held_on)::date as month" }
-- key: library_id, member_key, month
-- partition: library_id, month
-- levels: library
-- note: a row only for who did something; days with a loan add up over months, as a day lies in one month
-- version: 1
with

-- A day of the month is a bit, so that different days are counted without remembering them all.
used as (
    select
        loan.library_id,
        loan.member_key,
        touched.month,
        1 as loans,
        1::integer << (day(loan.loaned_on) - 1)::integer as loan_day,
        (loan.material = 'youth_book')::integer as youth_loans,
        (loan.material = 'digital')::integer as digital_loans,
        0 as check_ins,
        0 as learning,
        0 as other_activities
    from warehouse.usage.loan as loan
    inner join touched
        on loan.library_id = touched.library_id and date_trunc('month', loan.loaned_on)::date = touched.month
    where loan.loaned_on between getvariable('touched_since') and getvariable('touched_until')
    union all
    select
        reservation.library_id,
        reservation.member_key,
        touched.month,
        0 as loans,
        null::integer as loan_day,
        0 as youth_loans,
        0 as digital_loans,
        1 as check_ins,
        0 as learning,
        0 as other_activities
    from warehouse.usage.reservation as reservation
    inner join touched
        on
            reservation.library_id = touched.library_id
            and date_trunc('month', reservation.starts_at)::date = touched.month
    where
        reservation.status = 'checked_in'
        and reservation.starts_at >= getvariable('touched_since')
        and reservation.starts_at < getvariable('touched_until') + interval 1 day
    union all
    select
        participation.library_id,
        participation.member_key,
        touched.month,
        0 as loans,
        null::integer as loan_day,
        0 as youth_loans,
        0 as digital_loans,
        0 as check_ins,
        (participation.core_function in ('education', 'knowledge'))::integer as learning,
        (participation.core_function not in ('education', 'knowledge'))::integer as other_activities
    from warehouse.usage.participation as participation
    inner join touched
        on
            participation.library_id = touched.library_id
            and date_trunc('month', participation.held_on)::date = touched.month
    where participation.held_on between getvariable('touched_since') and getvariable('touched_until')
)

select
    library_id,
    member_key,
    month,
    sum(loans)::integer as loans,
    coalesce(bit_count(bit_or(loan_day)), 0)::integer as loan_days,
    sum(youth_loans)::integer as youth_loans,
    sum(digital_loans)::integer as digital_loans,
    sum(check_ins)::integer as check_ins,
    sum(learning)::integer as learning,
    sum(other_activities)::integer as other_activities
from used
group by library_id, member_key, month
