-- purpose: { nl = "Maanden waarvoor doelgroepen bekend zijn", en = "Months for which groups are known" }
-- grain: one row per month, the latest first; not complete = not every library of the scope delivered it
-- params: library_id (text, optional, narrows), branch_id (text, optional, narrows)
-- unit: months
-- owner: coördinator doelgroepen
-- version: 1
with

scope as (
    select scope_id
    from mart.segment_scope
    where scope_id = coalesce('branch:' || $branch_id, 'library:' || $library_id, scope_id)
    order by width desc, scope_id asc
    limit 1
)

select
    segment_month.month,
    bool_and(segment_month.is_complete) as is_complete,
    bool_or(segment_month.person_kind = 'free_account') as has_accounts
from mart.segment_month as segment_month
inner join scope on segment_month.scope_id = scope.scope_id
group by segment_month.month
order by segment_month.month desc
