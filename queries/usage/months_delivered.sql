-- purpose: { nl = "Eerste en laatste maand met een getal, per maat", en = "First and last month with a number, per measure" }
-- grain: one row per measure
-- unit: months
-- owner: gegevensbeheerder
-- version: 1
select
    measure,
    min(month) as first_month,
    max(month) as last_month
from mart.usage_month
where number is not null
group by measure
order by measure
