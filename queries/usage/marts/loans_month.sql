-- Loans per branch and month, renewals and e-books excluded; a month without a row was not delivered.
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
