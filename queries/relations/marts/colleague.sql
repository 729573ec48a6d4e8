-- Who works, or worked, for one's libraries: their name stands beside what they wrote down.
select distinct
    app_user.app_user_id,
    app_user.full_name,
    app_user.is_active
    and role_grant.role in ('staff', 'coordinator', 'admin')
    and role_grant.scope_type = 'library'
    and role_grant.since <= coalesce(getvariable('today')::date, current_date)
    and coalesce(role_grant.until > coalesce(getvariable('today')::date, current_date), true) as takes_work,
    role_grant.scope_id as library_id
from records.access.app_user
inner join records.access.role_grant
    on app_user.app_user_id = role_grant.app_user_id
where
    (
        role_grant.scope_id in (select unnest(getvariable('libraries')::varchar[]))
        or role_grant.scope_type = 'land'
    )
    and getvariable('may_see_people')
