-- Until when reservations of a proposition were delivered, per library: the last day on which something came of one.
select
    library_id,
    proposition,
    min(month) as first_month,
    max(month) filter (last_day is not null) as last_month,
    max(last_day) as last_day
from warehouse.propositions.by_month
where
    scope_id like 'library:%'
    and library_id in (select unnest(getvariable('libraries')::varchar[]))
group by library_id, proposition
