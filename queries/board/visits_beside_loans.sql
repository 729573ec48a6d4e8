-- purpose: { nl = "Bezoeken en uitleningen per jaar, als index van een basisjaar", en = "Visits and loans per year, as an index of a base year" }
-- formula: 100 * number / number in the base year
-- numerator: { nl = "100 keer het aantal van het jaar", en = "100 times the number of the year" }
-- denominator: { nl = "het aantal van het basisjaar", en = "the number of the base year" }
-- grain: { nl = "een rij per maat en jaar; een index alleen voor jaren met alle twaalf maanden", en = "one row per measure and year; an index only for years with all twelve months" }
-- params: base_year (integer)
-- rows: board/usage_rows
-- measure: number
-- unit: base year = 100
-- owner: manager
-- pitfalls: { nl = "Een index zegt niets over de hoogte: 90 kan over duizend of over een miljoen gaan. Een ander basisjaar geeft een ander beeld.", en = "An index says nothing about size: 90 may be about a thousand or a million. Another base year gives another picture." }
-- version: 1
-- changed: 2026-11-24
with

per_year as (
    select
        measure,
        year(month) as year,
        sum(number)::bigint as number,
        count(number) as months
    from mart.usage_compared
    group by measure, year(month)
)

select
    per_year.measure,
    per_year.year,
    per_year.number,
    per_year.months,
    case when per_year.months = 12 then 100.0 * per_year.number / nullif(base.number, 0) end as index_number,
    case when per_year.months < 12 then 'not_delivered' end as index_number_missing
from per_year
left join per_year as base
    on per_year.measure = base.measure and base.year = $base_year and base.months = 12
order by per_year.measure desc, per_year.year asc
