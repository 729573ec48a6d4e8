-- purpose: { nl = "Fysieke uitleningen per vestiging en maand, geteld uit losse uitleningen", en = "Physical loans per branch and month, counted from single loans" }
-- reads: { "usage.loan" = "library_id, date_trunc('month', loaned_on)::date as month" }
-- key: library_id, branch_id, month
-- partition: library_id, month
-- levels: branch
-- version: 1
select
    loan.library_id,
    loan.branch_id,
    touched.month,
    count(*)::bigint as loans,
    max(loan.load_run_id) as load_run_id
from warehouse.usage.loan as loan
inner join touched
    on loan.library_id = touched.library_id and date_trunc('month', loan.loaned_on)::date = touched.month
where
    loan.material <> 'digital'
    and loan.loaned_on between getvariable('touched_since') and getvariable('touched_until')
group by loan.library_id, loan.branch_id, touched.month
