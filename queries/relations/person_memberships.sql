-- purpose: { nl = "De lidmaatschappen en gratis accounts van iemand die gekoppeld is", en = "The memberships and free accounts of somebody who is linked" }
-- grain: one row per membership or free account, the latest membership first
-- params: person_id (text)
-- unit: memberships
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
-- pitfalls: { nl = "Tot is de eerste dag zonder lidmaatschap. Een gratis account is geen lidmaatschap.", en = "Until is the first day without a membership. A free account is no membership." }
select
    person_membership.person_link_id,
    person_membership.person_kind,
    person_membership.subscription,
    coalesce(proposition.name, person_membership.proposition) as proposition,
    coalesce(branch.name, person_membership.branch_id) as branch,
    person_membership.since,
    person_membership.until
from mart.person_membership
left join mart.branch
    on
        person_membership.library_id = branch.library_id
        and person_membership.branch_id = branch.branch_id
left join mart.proposition
    on
        person_membership.library_id = proposition.library_id
        and person_membership.proposition = proposition.code
where person_membership.person_id = $person_id
order by
    person_membership.until desc nulls first,
    person_membership.person_kind desc,
    person_membership.since desc
