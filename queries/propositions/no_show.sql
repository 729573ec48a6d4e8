-- purpose: { nl = "Komt niet opdagen, per vestiging", en = "No-shows, per branch" }
-- formula: no_show / (checked_in + no_show)
-- numerator: { nl = "reserveringen die na 15 minuten zijn vervallen omdat niemand incheckte", en = "reservations that lapsed after 15 minutes because nobody checked in" }
-- denominator: { nl = "ingecheckte en vervallen reserveringen samen; wat vooraf is geannuleerd telt niet mee", en = "checked-in and lapsed reservations together; what was cancelled beforehand is left out" }
-- grain: { nl = "een rij per propositie en vestiging met reserveringen in de periode", en = "one row per proposition and branch with reservations in the period; all_ is every branch of the answer together" }
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- counts: no_show, checked_in, cancelled_by_visitor, cancelled_by_library, all_no_show, all_checked_in
-- split: branch
-- rows: propositions/no_show_rows
-- unit: reservations
-- owner: coördinator proposities
-- pitfalls: { nl = "Annuleringen vooraf staan niet in teller of noemer. Waar inchecken niet werkte lijkt iedereen weg te blijven.", en = "Cancellations beforehand are in neither part. Where check-in did not work, everybody seems to stay away." }
-- version: 1
-- changed: 2026-11-24
with

span as (
    select
        coalesce($since::date, max(last_month) - interval 11 month)::date as since,
        coalesce($until::date, max(last_month))::date as until
    from mart.proposition_delivered
    where $proposition::varchar is null or proposition = $proposition
),

per_branch as (
    select
        month.proposition,
        month.branch_id,
        sum(month.no_show)::bigint as no_show,
        sum(month.checked_in)::bigint as checked_in,
        sum(month.cancelled_by_visitor)::bigint as cancelled_by_visitor,
        sum(month.cancelled_by_library)::bigint as cancelled_by_library
    from mart.proposition_month as month
    inner join span on month.month between span.since and span.until
    where
        month.scope_id = 'branch:' || month.branch_id
        and ($proposition::varchar is null or month.proposition = $proposition)
        and ($branch_id::varchar is null or month.branch_id = $branch_id)
    group by month.proposition, month.branch_id
)

select
    per_branch.proposition,
    coalesce(branch.name, per_branch.branch_id) as branch,
    per_branch.no_show,
    per_branch.checked_in,
    per_branch.cancelled_by_visitor,
    per_branch.cancelled_by_library,
    (sum(per_branch.no_show) over (partition by per_branch.proposition))::bigint as all_no_show,
    (sum(per_branch.checked_in) over (partition by per_branch.proposition))::bigint as all_checked_in
from per_branch
left join mart.branch as branch on per_branch.branch_id = branch.branch_id
order by
    per_branch.proposition asc,
    per_branch.no_show / nullif(per_branch.no_show + per_branch.checked_in, 0) desc nulls last,
    branch asc
