-- purpose: { nl = "Bibliotheken met vestigingen en gemeenten", en = "Libraries, branches and municipalities" }
-- grain: one row per library
-- params: on_date (date)
-- unit: libraries
-- owner: beheerder
-- version: 1
with

branches as (
    select
        library_id,
        count(*) filter (where coalesce(closed_on, date '9999-12-31') > $on_date) as branches,
        list(branch_id) as branch_ids
    from mart.branch
    group by library_id
),

municipalities as (
    select
        served.library_id,
        list(distinct municipality.name order by municipality.name) as municipalities
    from mart.library_municipality as served
    inner join mart.municipality as municipality on served.municipality_id = municipality.municipality_id
    where coalesce(served.valid_to, date '9999-12-31') > $on_date
    group by served.library_id
)

select
    library.library_id,
    library.name,
    coalesce(branches.branches, 0) as branches,
    branches.branch_ids,
    municipalities.municipalities
from mart.library as library
left join branches on library.library_id = branches.library_id
left join municipalities on library.library_id = municipalities.library_id
order by library.name
