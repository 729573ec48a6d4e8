-- purpose: { nl = "Activiteiten, een rij voor elke", en = "Activities, a row for each" }
-- grain: one row per activity that was held in the period
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- audience: bibliotheek
-- unit: activities
-- owner: coördinator
-- version: 1
select
    branch.name as branch,
    activity.held_on,
    activity.title,
    activity.core_function,
    activity.pillar,
    activity.form,
    activity.participants,
    activity.participants_missing,
    activity.origin,
    activity.load_run_id,
    activity.source_row
from mart.activity
left join mart.branch on activity.branch_id = branch.branch_id
where
    activity.held_on between $since and $until
    and ($branch_id is null or activity.branch_id = $branch_id)
order by
    activity.held_on,
    branch.name,
    activity.title
