-- purpose: { nl = "De leveringen waarop een cijfer rust", en = "The deliveries a figure rests on" }
-- grain: one row per table and delivery that has rows in force
-- params: tables (texts)
-- unit: deliveries
-- owner: gegevensbeheerder
-- version: 1
select
    landed.table_name,
    landed.load_run_id as run_id,
    landed.source_id,
    coalesce(delivery.title_nl, landed.source_id) as title_nl,
    coalesce(delivery.title_en, landed.source_id) as title_en,
    delivery.file_name,
    delivery.delivered_at,
    delivery.delivered_by,
    delivery.records,
    delivery.accepted,
    delivery.refused,
    delivery.figure_standing,
    delivery.published_on,
    min(landed.first_day) as first_day,
    max(landed.fresh_until) as fresh_until,
    sum(landed.row_count)::bigint as row_count
from mart.landed
left join mart.delivery on landed.load_run_id = delivery.run_id
where list_contains($tables::varchar[], landed.table_name)
group by all
order by landed.table_name asc, delivery.delivered_at desc, landed.load_run_id asc
