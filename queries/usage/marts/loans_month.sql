-- Loans per branch and month, renewals and e-books excluded; a month without a row was not delivered. A figure
-- delivered as such stands; where there is none, single loans are counted. Such a row rests on many rows of a delivery.
select
    library_id,
    branch_id,
    month,
    loans,
    loans_missing,
    load_run_id,
    source_row
from warehouse.usage.loan_count
where library_id in (select unnest(getvariable('libraries')::varchar[]))
union all
select
    by_month.library_id,
    by_month.branch_id,
    by_month.month,
    by_month.loans,
    null::varchar as loans_missing,
    by_month.load_run_id,
    null::bigint as source_row
from warehouse.usage.loans_by_month as by_month
anti join warehouse.usage.loan_count as delivered
    on by_month.branch_id = delivered.branch_id and by_month.month = delivered.month
where by_month.library_id in (select unnest(getvariable('libraries')::varchar[]))
