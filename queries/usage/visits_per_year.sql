-- purpose: { nl = "Bezoeken per jaar", en = "Visits per year" }
-- formula: sum(visits)
-- counted: { nl = "alle geleverde bezoeken van het jaar opgeteld", en = "all delivered visits of the year added up" }
-- grain: { nl = "een rij per kalenderjaar met ten minste één geleverde maand", en = "one row per calendar year with at least one delivered month" }
-- rows: usage/visit_rows
-- measure: visits
-- unit: visits
-- owner: manager
-- pitfalls: { nl = "Een bezoek is een getelde binnenkomst en geen persoon. Een nieuwe teller of een tweede deur kan een sprong geven. Een maand die niet is geleverd is geen nul: dan staat er geen getal. Een jaar met minder dan twaalf maanden is lager omdat er maanden ontbreken.", en = "A visit is one counted entry and not a person. A new counter or a second door can cause a jump. A month that was not delivered is not zero: it has no number. A year with fewer than twelve months is lower because months are missing." }
-- version: 1
-- changed: 2026-11-24
select
    year(month) as year,
    sum(visits)::bigint as visits
from mart.visits_month
group by year(month)
having count(visits) > 0
order by year
