-- purpose: { nl = "Wie deed wat, en wanneer", en = "Who did what, and when" }
-- grain: one row per act, the newest first, at most 200
-- params: since (date), until (date), person_id (text, optional), action (text, optional)
-- unit: acts
-- owner: beheerder
-- version: 1
with

found as (
    select
        audit_id,
        happened_at,
        app_user_id,
        done_by,
        action,
        library_id,
        is_undone
    from mart.audit_trail
    where
        happened_at >= $since
        and happened_at < $until + interval 1 day
        and ($person_id is null or app_user_id = $person_id)
        and ($action is null or action = $action)
),

whole as (
    select count(*) as acts from found
)

select
    found.audit_id,
    found.happened_at,
    found.app_user_id,
    found.done_by,
    found.action,
    found.library_id,
    found.is_undone,
    whole.acts
from found
cross join whole
order by found.happened_at desc, found.audit_id asc
limit 200
