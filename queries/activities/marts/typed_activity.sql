-- Activities as colleagues typed them. is_delivered: the same day, branch and title also came in a delivery, which then counts.
select
    typed.activity_id,
    typed.library_id,
    typed.branch_id,
    typed.held_on,
    typed.title,
    typed.core_function,
    typed.pillar,
    typed.form,
    typed.target_group,
    typed.funding_frame,
    typed.participants,
    typed.series_id,
    typed.recorded_by,
    typed.recorded_at,
    typed.row_version,
    exists(
        select 1
        from warehouse.usage.activity as delivered
        where
            delivered.library_id = typed.library_id
            and delivered.branch_id = typed.branch_id
            and delivered.held_on = typed.held_on
            and lower(regexp_replace(trim(delivered.title), '\s+', ' ', 'g')) = lower(typed.title)
    ) as is_delivered
from records.activities.activity as typed
where typed.library_id in (select unnest(getvariable('libraries')::varchar[]))
