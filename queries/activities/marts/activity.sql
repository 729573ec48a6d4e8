-- Every activity once: those delivered, and those typed that no delivery holds. A number that is not there has its reason.
select
    library_id,
    branch_id,
    activity_id,
    'delivered' as origin,
    held_on,
    title,
    core_function,
    pillar,
    form,
    target_group,
    null::varchar as funding_frame,
    participants,
    participants_missing,
    load_run_id,
    source_row
from warehouse.usage.activity
where library_id in (select unnest(getvariable('libraries')::varchar[]))
union all
select
    library_id,
    branch_id,
    activity_id,
    'typed' as origin,
    held_on,
    title,
    core_function,
    pillar,
    form,
    target_group,
    funding_frame,
    participants,
    case when participants is null then 'not_counted' end as participants_missing,
    null::varchar as load_run_id,
    null::bigint as source_row
from mart.typed_activity
where not is_delivered
