-- purpose: { nl = "Wat in quarantaine wacht, geteld", en = "What waits in quarantine, counted" }
-- grain: one row per delivery in force, column and reason
-- unit: rows
-- owner: gegevensbeheerder
-- version: 1
select
    refused_row.run_id,
    delivery.source_id,
    delivery.title_nl,
    delivery.title_en,
    delivery.file_name,
    delivery.delivered_at,
    refused_row.column_name,
    refused_row.reason,
    refused_row.sentence,
    count(*) as waiting
from mart.refused_row
inner join mart.delivery on refused_row.run_id = delivery.run_id
where refused_row.status = 'waiting' and delivery.status = 'active'
group by all
order by delivery.delivered_at desc, waiting desc, refused_row.column_name asc, refused_row.reason asc
