-- purpose: { nl = "Wat iemand die gekoppeld is reserveerde en waar die aan meedeed", en = "What somebody who is linked reserved and took part in" }
-- grain: one row per month, kind, branch and proposition or core function, the latest first
-- params: person_id (text)
-- unit: months
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
-- pitfalls: { nl = "Hoogstens 24 maanden terug. Een reservering zonder inchecken is geen bezoek.", en = "At most 24 months back. A reservation without a check-in is no visit." }
select
    person_use.used,
    date_trunc('month', person_use.used_on)::date as month,
    max(person_use.used_on) as last_on,
    coalesce(branch.name, person_use.branch_id) as branch,
    coalesce(proposition.name, person_use.proposition) as proposition,
    person_use.core_function,
    count(*) as times,
    count(*) filter (where person_use.status = 'checked_in') as checked_in,
    count(*) filter (where person_use.status = 'no_show') as no_show,
    count(*) filter (where starts_with(person_use.status, 'cancelled')) as cancelled
from mart.person_use
left join mart.branch
    on
        person_use.library_id = branch.library_id
        and person_use.branch_id = branch.branch_id
left join mart.proposition
    on
        person_use.library_id = proposition.library_id
        and person_use.proposition = proposition.code
where person_use.person_id = $person_id
group by all
order by
    last_on desc,
    person_use.used asc,
    branch asc,
    proposition asc,
    person_use.core_function asc
