-- purpose: { nl = "Activiteiten die nog geen telling hebben", en = "Activities that have no count yet" }
-- grain: one row per typed activity that was held and not counted, the longest ago first
-- params: until (date)
-- unit: activities
-- owner: coördinator
-- version: 1
select
    typed.activity_id,
    typed.held_on,
    typed.title,
    branch.name as branch
from mart.typed_activity as typed
left join mart.branch on typed.branch_id = branch.branch_id
where
    typed.participants is null
    and typed.held_on <= $until
    and not typed.is_delivered
order by typed.held_on, typed.title, typed.activity_id
