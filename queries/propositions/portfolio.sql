-- purpose: { nl = "Alle proposities, met mensen in de laatste maand, terugkomers en lege reserveringen", en = "All propositions, with people in the last month, returners and empty reservations" }
-- formula: count(distinct persons)
-- counted: { nl = "verschillende mensen met minstens één ingecheckt moment in de maand, naast dezelfde maand een jaar eerder", en = "different people with at least one checked-in moment in the month, beside the same month a year earlier" }
-- grain: { nl = "een rij per bibliotheek en propositie die is opgeschreven of gebruikt", en = "one row per library and proposition that is written down or used; without until the last month delivered" }
-- params: until (date, optional)
-- counts: persons, before, users, returned, no_show, checked_in
-- split: library
-- rows: propositions/portfolio_rows
-- note: users and returned are first-timers of the twelve months up to the month, whose 60 days are over
-- unit: persons
-- owner: coördinator proposities
-- pitfalls: { nl = "Terugkomers zijn alleen te tellen voor wie de 60 dagen om zijn; de laatste twee maanden doen dus nog niet mee.", en = "Returners can only be counted where the 60 days are over; the last two months are not in it yet." }
-- version: 1
-- changed: 2026-11-24
with

span as (
    select coalesce($until::date, max(last_month))::date as month
    from mart.proposition_delivered
),

counted as (
    select
        month.library_id,
        month.proposition,
        month.month,
        month.persons,
        month.no_show,
        month.checked_in
    from mart.proposition_month as month
    where month.scope_id = 'library:' || month.library_id
),

first_time as (
    select
        person.library_id,
        person.proposition,
        count(*) as users,
        count(*) filter (person.second_used_on <= person.first_used_on + 60) as returned
    from mart.proposition_user as person
    inner join mart.proposition_delivered as delivered using (library_id, proposition)
    inner join span on person.first_used_on between span.month - interval 11 month and last_day(span.month)
    where person.first_used_on + 60 <= delivered.last_day
    group by person.library_id, person.proposition
),

listed as (
    select
        library_id,
        code as proposition
    from mart.proposition
    union
    select
        counted.library_id,
        counted.proposition
    from counted
    inner join span on counted.month <= span.month
    -- A place that is reserved as such, without a proposition around it.
    where counted.proposition <> 'workplace'
)

select
    coalesce(library.name, listed.library_id) as library,
    listed.library_id,
    listed.proposition,
    proposition.proposition_id,
    proposition.name,
    proposition.status,
    proposition.pillar,
    span.month,
    now_.persons,
    before_.persons as before,
    first_time.users,
    first_time.returned,
    now_.no_show,
    now_.checked_in
from listed
cross join span
left join mart.library as library on listed.library_id = library.library_id
left join mart.proposition as proposition
    on listed.library_id = proposition.library_id and listed.proposition = proposition.code
left join counted as now_
    on
        listed.library_id = now_.library_id
        and listed.proposition = now_.proposition
        and span.month = now_.month
left join counted as before_
    on
        listed.library_id = before_.library_id
        and listed.proposition = before_.proposition
        and span.month - interval 1 year = before_.month
left join first_time
    on listed.library_id = first_time.library_id and listed.proposition = first_time.proposition
order by listed.proposition, library
