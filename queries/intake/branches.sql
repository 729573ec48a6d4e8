-- purpose: { nl = "Vestigingen zoals ze heten, om namen in een bestand mee te vergelijken", en = "Branches by name, to compare names in a file with" }
-- grain: one row per branch
-- unit: branches
-- owner: gegevensbeheerder
-- version: 1
select
    branch_id,
    name
from mart.branch
order by name
