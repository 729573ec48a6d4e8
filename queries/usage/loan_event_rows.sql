-- purpose: { nl = "Losse uitleningen waaruit een vestiging en maand zijn geteld, zonder wie er leende", en = "Single loans that a branch and month were counted from, without who borrowed" }
-- grain: one row per physical loan; none where the month was delivered as one figure
-- params: branch_id (text), month (date), skip (integer, optional), take (integer, optional)
-- audience: eigen
-- unit: loans
-- owner: manager
-- note: all_rows is over the whole month, however few rows are taken; digital loans are not in it
-- version: 1
with

lent as (
    select
        loan.loaned_on,
        loan.material,
        loan.load_run_id,
        loan.source_row
    from mart.loan as loan
    inner join mart.loans_month as loans_month
        on loan.branch_id = loans_month.branch_id and loans_month.source_row is null
    where
        loan.branch_id = $branch_id
        and loan.material <> 'digital'
        and loans_month.month = $month
        and loan.loaned_on >= $month
        and loan.loaned_on < $month::date + interval 1 month
),

whole as (
    select count(*) as all_rows from lent
)

select
    lent.loaned_on,
    lent.material,
    lent.load_run_id,
    lent.source_row,
    whole.all_rows
from lent
cross join whole
order by lent.loaned_on, lent.load_run_id, lent.source_row
limit $take offset coalesce($skip, 0)
