-- purpose: { nl = "Wie deed wat, en wanneer", en = "Who did what, and when" }
-- grain: one row per act, the newest first, at most 200
-- params: since (date), until (date), person_id (text, optional), action (text, optional)
-- unit: acts
-- owner: beheerder
-- version: 1
select
    audit_id,
    happened_at,
    app_user_id,
    done_by,
    action,
    library_id,
    is_undone,
    count(*) over () as acts
from mart.audit_trail
where
    happened_at >= $since
    and happened_at < $until + interval 1 day
    and ($person_id is null or app_user_id = $person_id)
    and ($action is null or action = $action)
order by happened_at desc, audit_id asc
limit 200
