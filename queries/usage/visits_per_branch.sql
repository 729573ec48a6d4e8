-- purpose: { nl = "Bezoeken per vestiging in een periode, naast dezelfde maanden een jaar eerder", en = "Visits per branch in a period, beside the same months a year earlier" }
-- formula: sum(visits)
-- counted: { nl = "alle geleverde bezoeken van de vestiging opgeteld", en = "all delivered visits of the branch added up" }
-- grain: { nl = "een rij per vestiging die een maand in de periode leverde", en = "one row per branch that delivered a month in the period; last year only when as many months were delivered" }
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: usage/visit_rows
-- measure: visits
-- unit: visits
-- owner: manager
-- pitfalls: { nl = "Een bezoek is een getelde binnenkomst en geen persoon. Een nieuwe teller of een tweede deur kan een sprong geven. Een maand die niet is geleverd is geen nul: dan staat er geen getal.", en = "A visit is one counted entry and not a person. A new counter or a second door can cause a jump. A month that was not delivered is not zero: it has no number." }
-- version: 1
-- changed: 2026-11-24
with

now_ as (
    select
        branch_id,
        sum(visits)::bigint as visits,
        count(visits) as months
    from mart.visits_month
    where
        month between $since and $until
        and ($branch_id is null or branch_id = $branch_id)
    group by branch_id
),

before_ as (
    select
        branch_id,
        sum(visits)::bigint as visits,
        count(visits) as months
    from mart.visits_month
    where month between ($since::date - interval 1 year) and ($until::date - interval 1 year)
    group by branch_id
)

select
    branch.name as branch,
    now_.visits,
    case when now_.months = before_.months then before_.visits end as before,
    now_.months,
    coalesce(before_.months, 0) as months_before
from now_
left join before_ on now_.branch_id = before_.branch_id
left join mart.branch as branch on now_.branch_id = branch.branch_id
where now_.months > 0
order by now_.visits desc, branch.name asc
