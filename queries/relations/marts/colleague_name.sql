-- Every colleague once, to name beside what they wrote down: who works, or worked, for one's libraries.
select
    app_user.app_user_id,
    any_value(app_user.full_name) as full_name
from records.access.app_user
inner join records.access.role_grant
    on app_user.app_user_id = role_grant.app_user_id
where
    (
        role_grant.scope_id in (select unnest(getvariable('libraries')::varchar[]))
        or role_grant.scope_type = 'land'
    )
    and getvariable('may_see_people')
group by app_user.app_user_id
