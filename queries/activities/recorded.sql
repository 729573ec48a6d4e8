-- purpose: { nl = "Activiteiten die collega's registreerden", en = "Activities that colleagues registered" }
-- grain: one row per typed activity; held ones by when they were registered, planned ones by their day
-- params: on_date (date), planned (text, optional), most (integer)
-- unit: activities
-- owner: coördinator
-- version: 1
with

found as (
    select
        typed.activity_id,
        typed.branch_id,
        branch.name as branch,
        typed.held_on,
        typed.title,
        typed.core_function,
        typed.pillar,
        typed.form,
        typed.target_group,
        typed.funding_frame,
        typed.participants,
        typed.series_id,
        typed.is_delivered,
        names.full_name as recorded_by_name,
        typed.row_version,
        typed.recorded_at
    from mart.typed_activity as typed
    left join mart.branch on typed.branch_id = branch.branch_id
    left join mart.colleague_name as names on typed.recorded_by = names.app_user_id
    where (typed.held_on > $on_date) = ($planned::varchar is not null)
),

whole as (
    select count(*) as found_count from found
)

select
    found.activity_id,
    found.branch_id,
    found.branch,
    found.held_on,
    found.title,
    found.core_function,
    found.pillar,
    found.form,
    found.target_group,
    found.funding_frame,
    found.participants,
    found.series_id,
    found.is_delivered,
    found.recorded_by_name,
    found.row_version,
    whole.found_count
from found
cross join whole
order by
    case when $planned::varchar is null then found.recorded_at end desc,
    case when $planned::varchar is null then found.held_on end desc,
    found.held_on asc,
    found.activity_id asc
limit $most
