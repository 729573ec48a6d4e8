-- purpose: { nl = "Bezoeken en uitleningen in een periode, naast dezelfde maanden een jaar eerder", en = "Visits and loans in a period, beside the same months a year earlier" }
-- formula: sum(number) over months with a number in both years
-- counted: { nl = "opgeteld over maanden met een getal in beide jaren", en = "added up over months with a number in both years" }
-- grain: { nl = "een rij per maat: bezoeken en uitleningen", en = "one row per measure" }
-- params: since (date), until (date)
-- rows: board/key_figure_rows
-- measure: number
-- unit: visits, loans
-- owner: manager
-- pitfalls: { nl = "Alleen maanden met een getal in beide jaren tellen mee: het totaal is dus soms lager dan dat van het hele jaar. Een vestiging die maar in één jaar leverde telt niet mee in de vergelijking.", en = "Only months with a number in both years count: the total may be lower than that of the whole year. A branch that delivered in one year only is not in the comparison." }
-- version: 1
-- changed: 2026-11-24
select
    measure,
    sum(number) filter (where before is not null)::bigint as number,
    sum(before) filter (where number is not null)::bigint as before,
    count(*) filter (where number is not null and before is not null) as months,
    min(month) filter (where number is not null and before is not null) as first_month,
    max(month) filter (where number is not null and before is not null) as last_month,
    sum(branches) filter (where number is not null and before is not null)::bigint as deliveries,
    sum(branches_before) filter (where number is not null and before is not null)::bigint as deliveries_before
from mart.usage_compared
where month between $since and $until
group by measure
having count(*) filter (where number is not null and before is not null) > 0
order by measure desc
