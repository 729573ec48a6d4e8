-- purpose: { nl = "Mensen met een werkmoment per maand, naast wat vooraf verwacht is", en = "People with a moment per month, beside what was expected beforehand" }
-- formula: count(distinct persons)
-- counted: { nl = "verschillende mensen met minstens één ingecheckt moment in de maand", en = "different people with at least one checked-in moment in the month" }
-- grain: { nl = "een rij per propositie en maand; een maand zonder reserveringen is niet geleverd", en = "one row per proposition and month; a month without any reservation was not delivered" }
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- counts: persons, before, expected, expected_low, expected_high
-- split: month
-- rows: propositions/actual_rows
-- note: expected is the last version recorded before the month began; is_afterwards says that there was none
-- unit: persons
-- owner: coördinator proposities
-- pitfalls: { nl = "Mensen van verschillende maanden kun je niet optellen: wie elke maand komt staat in elke maand. Alleen wie incheckte telt.", en = "People of different months can't be added up: who comes every month is in every month. Only who checked in counts." }
-- version: 1
-- changed: 2026-11-24
with

span as (
    select
        coalesce($since::date, max(last_month) - interval 11 month)::date as since,
        coalesce($until::date, max(last_month))::date as until
    from mart.proposition_delivered
    where $proposition::varchar is null or proposition = $proposition
),

delivered as (
    select
        library_id,
        proposition,
        month
    from mart.proposition_month
    where scope_id = 'library:' || library_id and ($proposition::varchar is null or proposition = $proposition)
),

scoped as (
    select
        library_id,
        proposition,
        month,
        persons
    from mart.proposition_month
    where scope_id = coalesce('branch:' || $branch_id, 'library:' || library_id)
),

counted as (
    select
        proposition,
        month,
        count(*) as libraries,
        sum(coalesce(scoped.persons, 0))::bigint as persons
    from delivered
    left join scoped using (library_id, proposition, month)
    group by proposition, month
),

expected as (
    select
        proposition.code as proposition,
        expectation.month,
        count(*) as libraries,
        sum(expectation.expected)::bigint as expected,
        round(sum(expectation.expected * (1 - expectation.margin)))::bigint as expected_low,
        round(sum(expectation.expected * (1 + expectation.margin)))::bigint as expected_high,
        max(expectation.recorded_on) as recorded_on,
        bool_or(expectation.is_afterwards) as is_afterwards
    from mart.expectation_in_force as expectation
    inner join mart.proposition as proposition on expectation.proposition_id = proposition.proposition_id
    where
        $branch_id::varchar is null
        and ($proposition::varchar is null or proposition.code = $proposition)
    group by proposition.code, expectation.month
),

known as (
    select
        proposition,
        month
    from counted
    union
    select
        proposition,
        month
    from expected
),

calendar as (
    select
        known.proposition,
        unnest(generate_series(greatest(span.since, min(known.month)), span.until, interval 1 month))::date as month
    from known
    cross join span
    group by known.proposition, span.since, span.until
)

select
    calendar.proposition,
    calendar.month,
    counted.persons,
    case when counted.persons is null then 'not_delivered' end as persons_missing,
    before_.persons as before,
    expected.expected,
    expected.expected_low,
    expected.expected_high,
    expected.recorded_on,
    expected.is_afterwards
from calendar
left join counted on calendar.proposition = counted.proposition and calendar.month = counted.month
left join counted as before_
    on calendar.proposition = before_.proposition and calendar.month - interval 1 year = before_.month
-- What only some of the libraries expected can't stand beside what all of them saw.
left join expected
    on
        calendar.proposition = expected.proposition
        and calendar.month = expected.month
        and expected.libraries >= coalesce(counted.libraries, 0)
order by calendar.proposition, calendar.month
