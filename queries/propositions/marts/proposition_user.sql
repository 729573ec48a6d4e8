-- A person at a proposition of a library: registered, first reserved, first and second checked in, and new or not.
-- New audience: no paid membership in the 24 months before the first check-in.
select
    library_id,
    proposition,
    member_key,
    registered_at,
    registered_branch_id,
    first_reserved_at,
    first_used_on,
    second_used_on,
    first_branch_id,
    case
        when first_used_on is not null
            then coalesce(paid_until < first_used_on - interval 24 month, true)
    end as is_new_audience,
    load_run_id
from warehouse.propositions.users
where library_id in (select unnest(getvariable('libraries')::varchar[]))
