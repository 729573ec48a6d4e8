-- purpose: { nl = "Hoe een bron vanzelf ververst werd", en = "How a source was refreshed without hands" }
-- grain: one row per piece of work, the newest first
-- params: source_id (text)
-- unit: pieces of work
-- owner: gegevensbeheerder
-- version: 1
select
    job.job_id,
    job.kind,
    job.library_id,
    job.status,
    job.asked_at,
    job.ended_at,
    job.attempts,
    job.percent,
    job.step,
    job.stop_asked,
    job.sentence,
    job.sentence_values
from mart.job
inner join mart.source_care on job.target = source_care.care_id
where source_care.source_id = $source_id
order by job.asked_at desc, job.job_id asc
limit 20
