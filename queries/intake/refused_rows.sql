-- purpose: { nl = "Geweigerde rijen, met de reden", en = "Refused rows, with the reason" }
-- grain: one row per refused row and reason
-- params: run_id (text, optional), source_id (text, optional), status (text, optional)
-- unit: rows
-- owner: gegevensbeheerder
-- version: 1
select
    refused_row.refused_row_id,
    refused_row.run_id,
    delivery.source_id,
    delivery.library_id,
    delivery.title_nl,
    delivery.title_en,
    delivery.file_name,
    delivery.delivered_at,
    delivery.status as run_status,
    delivery.refused as run_refused,
    refused_row.source_row,
    refused_row.column_name,
    refused_row.found,
    refused_row.reason,
    refused_row.sentence,
    refused_row.sentence_values,
    refused_row.suggestion,
    refused_row.status,
    refused_row.corrected_to
from mart.refused_row
inner join mart.delivery on refused_row.run_id = delivery.run_id
where
    (refused_row.run_id = $run_id or $run_id is null)
    and (delivery.source_id = $source_id or $source_id is null)
    and (refused_row.status = $status or $status is null)
order by
    delivery.delivered_at desc,
    refused_row.run_id asc,
    refused_row.source_row asc,
    refused_row.column_name asc
