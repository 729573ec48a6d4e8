-- purpose: { nl = "Eén levering, met wat zij verandert", en = "One delivery, with what it changes" }
-- grain: one row, or none
-- params: run_id (text)
-- unit: deliveries
-- owner: gegevensbeheerder
-- version: 1
select
    run_id,
    source_id,
    library_id,
    title_nl,
    title_en,
    refresh,
    file_name,
    delivered_by,
    delivered_at,
    activated_at,
    status,
    version,
    part_of,
    same_as,
    records,
    accepted,
    refused,
    blank,
    new_rows,
    changed_rows,
    gone_rows,
    first_period,
    last_period,
    sentence,
    sentence_values,
    report
from mart.delivery
where run_id = $run_id
