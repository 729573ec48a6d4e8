-- purpose: { nl = "Leveringen, de nieuwste eerst", en = "Deliveries, the newest first" }
-- grain: one row per delivery
-- params: source_id (text, optional), most (integer, optional)
-- unit: deliveries
-- owner: gegevensbeheerder
-- version: 1
with

standing as (
    select
        load_run_id,
        sum(row_count)::bigint as rows_in_force
    from mart.landed
    group by load_run_id
)

select
    delivery.run_id,
    delivery.source_id,
    delivery.library_id,
    delivery.title_nl,
    delivery.title_en,
    delivery.file_name,
    delivery.delivered_by,
    delivery.delivered_at,
    delivery.activated_at,
    delivery.status,
    delivery.version,
    delivery.part_of,
    delivery.same_as,
    delivery.records,
    delivery.accepted,
    delivery.refused,
    delivery.new_rows,
    delivery.changed_rows,
    delivery.gone_rows,
    delivery.first_period,
    delivery.last_period,
    delivery.sentence,
    delivery.sentence_values,
    delivery.figure_standing,
    delivery.published_on,
    coalesce(standing.rows_in_force, 0) as rows_in_force
from mart.delivery
left join standing on delivery.run_id = standing.load_run_id
where delivery.source_id = $source_id or $source_id is null
order by delivery.delivered_at desc, delivery.run_id desc
limit coalesce($most, 500)
