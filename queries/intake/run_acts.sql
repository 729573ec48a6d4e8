-- purpose: { nl = "Wie wat deed met de leveringen van een bron", en = "Who did what with the deliveries of a source" }
-- grain: one row per act, the newest first
-- params: source_id (text), most (integer, optional)
-- unit: acts
-- owner: gegevensbeheerder
-- version: 1
select
    run_act.audit_id,
    run_act.run_id,
    delivery.file_name,
    run_act.happened_at,
    run_act.done_by,
    run_act.action,
    run_act.is_undone
from mart.run_act
inner join mart.delivery on run_act.run_id = delivery.run_id
where delivery.source_id = $source_id
order by run_act.happened_at desc, run_act.audit_id asc
limit coalesce($most, 20)
