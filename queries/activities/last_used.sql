-- purpose: { nl = "Wat een collega het laatst koos", en = "What a colleague chose last" }
-- grain: one row, or none
-- params: recorded_by (text)
-- unit: activities
-- owner: coördinator
-- version: 1
select
    branch_id,
    core_function
from mart.typed_activity
where recorded_by = $recorded_by
order by recorded_at desc, activity_id desc
limit 1
