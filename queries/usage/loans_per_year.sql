-- purpose: { nl = "Uitleningen per jaar", en = "Loans per year" }
-- formula: sum(loans)
-- counted: { nl = "alle geleverde uitleningen van het jaar opgeteld", en = "all delivered loans of the year added up" }
-- grain: one row per calendar year with at least one delivered month
-- rows: usage/loan_rows
-- measure: loans
-- unit: loans
-- owner: manager
-- version: 1
select
    year(month) as year,
    sum(loans)::bigint as loans
from mart.loans_month
group by year(month)
having count(loans) > 0
order by year
