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
),

whole as (
    select
        count(*) as all_rows,
        sum(visits)::bigint as all_visits
    from counted
)

select
    counted.door,
    counted.counted_at,
    counted.visits,
    counted.visits_missing,
    counted.load_run_id,
    counted.source_row,
    whole.all_rows,
    whole.all_visits
from counted
cross join whole
order by counted.counted_at, counted.door
limit $take offset coalesce($skip, 0)
