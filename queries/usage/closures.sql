-- purpose: { nl = "Sluitingen en andere gebeurtenissen in een periode", en = "Closures and other events in a period" }
-- grain: one row per event; those of one branch only when that branch is asked for
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- unit: events
-- owner: manager
-- version: 1
select
    closure.since,
    closure.until,
    branch.name as branch,
    closure.reason_nl,
    closure.reason_en
from mart.closure as closure
left join mart.branch as branch on closure.branch_id = branch.branch_id
where
    closure.since <= $until
    and coalesce(closure.until, closure.since) >= $since
    and ($branch_id is null or closure.branch_id is null or closure.branch_id = $branch_id)
order by closure.since, branch.name
