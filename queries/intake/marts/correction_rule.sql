-- Rules that corrections became, those that ended too, with what each touched in deliveries in force. What stood in
-- the file may be about a person: only who may deliver reads them.
with

used as (
    select
        rule_use.correction_rule_id,
        count(*) as deliveries,
        sum(rule_use.rows_touched)::bigint as rows_touched,
        max(run.delivered_at) as last_used_at
    from records.intake.rule_use
    inner join records.intake.run on rule_use.run_id = run.run_id
    where run.status = 'active'
    group by rule_use.correction_rule_id
)

select
    correction_rule.correction_rule_id,
    correction_rule.source_id,
    correction_rule.library_id,
    correction_rule.column_name,
    correction_rule.found,
    correction_rule.becomes,
    correction_rule.since_version,
    correction_rule.until_version,
    coalesce(app_user.full_name, correction_rule.made_by) as made_by,
    correction_rule.made_at,
    correction_rule.ended_at,
    coalesce(used.deliveries, 0) as deliveries,
    coalesce(used.rows_touched, 0) as rows_touched,
    used.last_used_at
from records.intake.correction_rule
left join records.access.app_user on correction_rule.made_by = app_user.app_user_id
left join used on correction_rule.correction_rule_id = used.correction_rule_id
where
    list_contains(getvariable('permissions')::varchar[], 'intake.deliver')
    and (
        correction_rule.library_id in (select unnest(getvariable('libraries')::varchar[]))
        or (correction_rule.library_id is null and len(getvariable('libraries')::varchar[]) > 0)
    )
