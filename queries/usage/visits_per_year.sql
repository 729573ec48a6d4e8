-- purpose: { nl = "Bezoeken per jaar", en = "Visits per year" }
-- formula: sum(visits)
-- counted: { nl = "alle geleverde bezoeken van het jaar opgeteld", en = "all delivered visits of the year added up" }
-- grain: one row per calendar year with at least one delivered month
-- rows: usage/visit_rows
-- measure: visits
-- unit: visits
-- owner: manager
-- version: 1
select
    year(month) as year,
    sum(visits)::bigint as visits
from mart.visits_month
group by year(month)
having count(visits) > 0
order by year
