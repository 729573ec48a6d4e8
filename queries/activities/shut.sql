-- purpose: { nl = "Dagen waarop een vestiging dicht is", en = "Days on which a branch is shut" }
-- grain: one row per closure of the branch or of all branches of its library
-- params: since (date), until (date), branch_id (text, optional)
-- unit: closures
-- owner: coördinator
-- version: 1
select
    closure.since,
    coalesce(closure.until, closure.since) as until,
    closure.reason_nl,
    closure.reason_en
from mart.closure
inner join mart.branch on closure.library_id = branch.library_id
where
    branch.branch_id = $branch_id
    and (closure.branch_id is null or closure.branch_id = $branch_id)
    and closure.since <= $until
    and coalesce(closure.until, closure.since) >= $since
order by closure.since
