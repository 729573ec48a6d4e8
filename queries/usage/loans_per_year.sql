-- purpose: { nl = "Uitleningen per jaar", en = "Loans per year" }
-- formula: sum(loans)
-- counted: { nl = "alle geleverde uitleningen van het jaar opgeteld", en = "all delivered loans of the year added up" }
-- grain: { nl = "een rij per kalenderjaar met ten minste één geleverde maand", en = "one row per calendar year with at least one delivered month" }
-- rows: usage/loan_rows
-- measure: loans
-- unit: loans
-- owner: manager
-- pitfalls: { nl = "Verlengingen en e-books tellen niet mee. Een maand die niet is geleverd is geen nul: dan staat er geen getal. Een jaar met minder dan twaalf maanden is lager omdat er maanden ontbreken.", en = "Renewals and e-books are not in it. A month that was not delivered is not zero: it has no number. A year with fewer than twelve months is lower because months are missing." }
-- version: 1
-- changed: 2026-11-24
select
    year(month) as year,
    sum(loans)::bigint as loans
from mart.loans_month
group by year(month)
having count(loans) > 0
order by year
