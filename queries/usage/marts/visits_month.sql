-- Counted visits per branch and month; a month without a row was not delivered. A figure delivered as such stands;
-- where there is none, it is what the counters at the door add up to. Such a row rests on many rows of a delivery.
select
    library_id,
    branch_id,
    month,
    visits,
    visits_missing,
    count_method,
    load_run_id,
    source_row
from warehouse.usage.visit_count
where library_id in (select unnest(getvariable('libraries')::varchar[]))
union all
select
    by_month.library_id,
    by_month.branch_id,
    by_month.month,
    by_month.visits,
    by_month.visits_missing,
    case when by_month.intervals_missing > 0 then 'partly' else 'counted' end as count_method,
    by_month.load_run_id,
    null::bigint as source_row
from warehouse.usage.visits_by_month as by_month
anti join warehouse.usage.visit_count as delivered
    on by_month.branch_id = delivered.branch_id and by_month.month = delivered.month
where by_month.library_id in (select unnest(getvariable('libraries')::varchar[]))
