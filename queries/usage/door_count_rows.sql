-- purpose: { nl = "Tellingen aan de deur waaruit de bezoeken van een vestiging en maand zijn opgeteld", en = "Counts at the door that the visits of a branch and month were added up from" }
-- grain: one row per door and counted interval; none where the month was delivered as one figure
-- params: branch_id (text), month (date), skip (integer, optional), take (integer, optional)
-- audience: bibliotheek
-- measure: visits
-- unit: visits
-- owner: manager
-- note: all_rows and all_visits are over the whole month, however few rows are taken
-- version: 1
with

counted as (
    select
        door_count.door,
        door_count.counted_at,
        door_count.visitors_in as visits,
        door_count.visitors_in_missing as visits_missing,
        door_count.load_run_id,
        door_count.source_row
    from mart.door_count as door_count
    inner join mart.visits_month as visits_month
        on door_count.branch_id = visits_month.branch_id and visits_month.source_row is null
    where
        door_count.branch_id = $branch_id
        and visits_month.month = $month
        and door_count.counted_at >= $month
        and door_count.counted_at < $month::date + interval 1 month
)

select
    door,
    counted_at,
    visits,
    visits_missing,
    load_run_id,
    source_row,
    count(*) over () as all_rows,
    sum(visits) over ()::bigint as all_visits
from counted
order by counted_at, door
limit $take offset coalesce($skip, 0)
