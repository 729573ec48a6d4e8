-- purpose: { nl = "Leden naar jaar van inschrijving, en hoeveel van hen de pas het laatste jaar gebruikten", en = "Members by year of joining, and how many of them used their card in the last year" }
-- formula: used / joined
-- numerator: { nl = "leden die de pas gebruikten sinds de grens", en = "members who used their card since the boundary" }
-- denominator: { nl = "leden van nu die in dat jaar lid werden", en = "present members who joined in that year" }
-- grain: { nl = "een rij per jaar waarin een lid van nu lid werd", en = "one row per year in which a present member joined; members without a date of joining are left out" }
-- params: reference_date (date), active_since (date), branch_id (text, optional, narrows)
-- counts: joined, used
-- split: year
-- rows: segments/joined_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Dit zijn de leden van nu: wie zijn lidmaatschap opzegde staat niet in de levering en telt dus in geen enkel jaar. Oude jaren lijken daardoor trouwer.", en = "These are the members of now: who ended the membership is not in the delivery and so counts in no year. That makes old years look more loyal." }
-- version: 1
-- changed: 2026-11-24
select
    year(joined_on) as year,
    count(*) as joined,
    count(*) filter (where last_used_on >= $active_since) as used
from mart.member
where
    reference_date = $reference_date
    and joined_on is not null
    and ($branch_id is null or branch_id = $branch_id)
group by year(joined_on)
order by year
