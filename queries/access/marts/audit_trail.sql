-- Who did what, for administrators only: all of it, or what was done in their library or by somebody there.
-- What was in a changed row is not here: the trail keeps it for undoing, not for reading.
select
    audit.audit_id,
    audit.happened_at,
    audit.app_user_id,
    coalesce(app_user.full_name, audit.app_user_id) as done_by,
    audit.action,
    audit.library_id,
    audit.subject_table,
    audit.undone_by is not null as is_undone
from records.access.audit as audit
left join records.access.app_user as app_user on audit.app_user_id = app_user.app_user_id
where
    getvariable('may_see_people')
    and list_contains(getvariable('permissions')::varchar[], 'access.audit')
    and exists (
        select 1
        from records.access.role_grant as mine
        where
            mine.app_user_id = getvariable('person')
            and mine.role = 'admin'
            and mine.since <= coalesce(getvariable('today')::date, current_date)
            and (mine.until is null or mine.until > coalesce(getvariable('today')::date, current_date))
            and (
                mine.scope_type = 'land'
                or audit.library_id in (select unnest(getvariable('libraries')::varchar[]))
                or audit.app_user_id in (
                    select theirs.app_user_id
                    from records.access.role_grant as theirs
                    where
                        theirs.scope_type = 'library'
                        and theirs.scope_id in (select unnest(getvariable('libraries')::varchar[]))
                )
            )
    )
