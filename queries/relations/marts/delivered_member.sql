-- Memberships and free accounts as they were delivered, and what keeps a card from leading there: a pupil of a school,
-- somebody who may be under 16 (of a birth year one knows the youngest they can be), or an age nobody wrote down. What a free
-- account is for is only said of work places: help with language or government tells too much of somebody.
select
    library_id,
    member_key,
    'member' as person_kind,
    subscription,
    null::varchar as proposition,
    branch_id,
    member_since as since,
    member_until as until,
    case
        when
            subscription = 'school'
            and coalesce(member_until > coalesce(getvariable('today')::date, current_date), true)
            then 'pupil'
        when birth_year >= year(coalesce(getvariable('today')::date, current_date)) - 16 then 'young'
        when birth_year is null and subscription not in ('adult', 'business') then 'unknown'
    end as bar
from warehouse.usage.membership
where
    list_contains(getvariable('libraries')::varchar[], library_id)
    and getvariable('may_see_people')
    and list_contains(getvariable('permissions')::varchar[], 'relations.read')
union all
select
    library_id,
    member_key,
    'free_account' as person_kind,
    null::varchar as subscription,
    case when proposition = 'bieb_werkt' then proposition end as proposition,
    branch_id,
    registered_at::date as since,
    null::date as until,
    case
        when birth_year >= year(coalesce(getvariable('today')::date, current_date)) - 16 then 'young'
        when birth_year is null then 'unknown'
    end as bar
from warehouse.usage.registration
where
    list_contains(getvariable('libraries')::varchar[], library_id)
    and getvariable('may_see_people')
    and list_contains(getvariable('permissions')::varchar[], 'relations.read')
