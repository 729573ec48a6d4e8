-- purpose: { nl = "Van wanneer tot wanneer reserveringen van een propositie zijn geleverd", en = "From when until when reservations of a proposition were delivered" }
-- grain: one row per proposition
-- params: proposition (text, optional)
-- unit: months
-- owner: coördinator proposities
-- version: 1
select
    proposition,
    min(first_month) as first_month,
    max(last_month) as last_month,
    max(last_day) as last_day
from mart.proposition_delivered
where $proposition::varchar is null or proposition = $proposition
group by proposition
order by proposition
