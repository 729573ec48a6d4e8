-- purpose: { nl = "Uitleningen per vestiging in een periode, naast dezelfde maanden een jaar eerder", en = "Loans per branch in a period, beside the same months a year earlier" }
-- formula: sum(loans)
-- counted: { nl = "alle geleverde uitleningen van de vestiging opgeteld", en = "all delivered loans of the branch added up" }
-- grain: { nl = "een rij per vestiging die een maand in de periode leverde", en = "one row per branch that delivered a month in the period; last year only when as many months were delivered" }
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: usage/loan_rows
-- measure: loans
-- unit: loans
-- owner: manager
-- pitfalls: { nl = "Verlengingen en e-books tellen niet mee. Een maand die niet is geleverd is geen nul: dan staat er geen getal. Vorig jaar staat er alleen als er evenveel maanden geleverd zijn.", en = "Renewals and e-books are not in it. A month that was not delivered is not zero: it has no number. Last year is there only when as many months were delivered." }
-- version: 1
-- changed: 2026-11-24
with

now_ as (
    select
        branch_id,
        sum(loans)::bigint as loans,
        count(loans) as months
    from mart.loans_month
    where
        month between $since and $until
        and ($branch_id is null or branch_id = $branch_id)
    group by branch_id
),

before_ as (
    select
        branch_id,
        sum(loans)::bigint as loans,
        count(loans) as months
    from mart.loans_month
    where month between ($since::date - interval 1 year) and ($until::date - interval 1 year)
    group by branch_id
)

select
    branch.name as branch,
    now_.loans,
    case when now_.months = before_.months then before_.loans end as before,
    now_.months,
    coalesce(before_.months, 0) as months_before
from now_
left join before_ on now_.branch_id = before_.branch_id
left join mart.branch as branch on now_.branch_id = branch.branch_id
where now_.months > 0
order by now_.loans desc, branch.name asc
