-- purpose: { nl = "Werk- en studiebezoekers per bibliotheek en maand, met en zonder een propositie", en = "Work and study visitors per library and month, with and without a proposition" }
-- formula: number / residents * 1000
-- numerator: { nl = "mensen die in de maand en de twee ervoor minstens twee keer incheckten op een werkplek", en = "people with at least two check-ins at a workplace in the month and the two before it" }
-- denominator: { nl = "inwoners van de gemeenten van de bibliotheek", en = "residents of the municipalities of the library" }
-- grain: { nl = "een rij per bibliotheek en maand waarvan die en de twee ervoor heel geleverd zijn", en = "one row per library and month of which it and the two months before were delivered as a whole" }
-- params: proposition (text, optional), matters (integer, optional)
-- counts: number, residents
-- split: library
-- note: a check-in counts whatever the proposition it was reserved under; started is the first whole month with this proposition
-- unit: persons
-- owner: coördinator proposities
-- pitfalls: { nl = "Alleen wie incheckt op een werkplek is te zien: wie zonder reservering werkt of studeert niet.", en = "Only who checks in at a workplace is seen: who works or studies without a reservation is not." }
-- version: 1
-- changed: 2026-11-24
with

latest as (
    select
        library_id,
        max(last_day) as last_day
    from mart.proposition_delivered
    group by library_id
),

-- A month of which the last days were not delivered yet is left out.
delivered as (
    select distinct
        reserved.library_id,
        reserved.month
    from mart.proposition_month as reserved
    inner join latest on reserved.library_id = latest.library_id
    where
        reserved.scope_id = 'library:' || reserved.library_id
        and last_day(reserved.month) <= latest.last_day + 3
),

-- Every month with the three it looks back on, all of them delivered.
looked_at as (
    select
        delivered.library_id,
        delivered.month,
        unnest(
            [delivered.month, delivered.month - interval 1 month, delivered.month - interval 2 month]::date[]
        ) as used_month
    from delivered
),

whole as (
    select
        looked_at.library_id,
        looked_at.month
    from looked_at
    semi join delivered
        on looked_at.library_id = delivered.library_id and looked_at.used_month = delivered.month
    group by looked_at.library_id, looked_at.month
    having count(*) = 3
),

came as (
    select
        looked_at.library_id,
        looked_at.month,
        moment.member_key
    from mart.proposition_person_month as moment
    inner join looked_at
        on moment.library_id = looked_at.library_id and moment.month = looked_at.used_month
    where moment.checked_in > 0
    group by looked_at.library_id, looked_at.month, moment.member_key
    having sum(moment.checked_in) >= 2
),

counted as (
    select
        library_id,
        month,
        count(*) as number
    from came
    group by library_id, month
)

select
    coalesce(library.name, whole.library_id) as library,
    whole.library_id,
    whole.month,
    library_start.first_whole_month as started,
    library_start.reason,
    coalesce(counted.number, 0) as number,
    residents_month.residents,
    $matters::varchar as matters
from whole
inner join mart.residents_month as residents_month
    on whole.library_id = residents_month.library_id and whole.month = residents_month.month
left join counted on whole.library_id = counted.library_id and whole.month = counted.month
left join mart.library as library on whole.library_id = library.library_id
left join mart.library_start as library_start
    on whole.library_id = library_start.library_id and library_start.proposition = $proposition
where library.valid_to is null
order by library, whole.month
