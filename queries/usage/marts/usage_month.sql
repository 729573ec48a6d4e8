-- Visits and loans below each other, so that what compares them is written once.
select
    'visits' as measure,
    library_id,
    branch_id,
    month,
    visits as number,
    visits_missing as number_missing,
    load_run_id,
    source_row
from mart.visits_month
union all
select
    'loans' as measure,
    library_id,
    branch_id,
    month,
    loans as number,
    loans_missing as number_missing,
    load_run_id,
    source_row
from mart.loans_month
