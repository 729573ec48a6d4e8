-- What was done with a delivery and by whom: made visible, taken back, thrown away. Names here are of colleagues.
select
    audit.audit_id,
    audit.subject_id as run_id,
    audit.happened_at,
    coalesce(app_user.full_name, audit.app_user_id) as done_by,
    audit.action,
    audit.undone_by is not null as is_undone
from records.access.audit as audit
inner join mart.delivery on audit.subject_id = delivery.run_id
left join records.access.app_user as app_user on audit.app_user_id = app_user.app_user_id
where audit.subject_table = 'intake.run'
