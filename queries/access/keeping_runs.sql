-- purpose: { nl = "Wat is opgeruimd, wanneer en door wie", en = "What was let go of, when and by whom" }
-- grain: one row per run, the newest first, at most 50
-- unit: runs
-- owner: beheerder
-- version: 1
select
    keeping_run_id,
    ran_at,
    ran_by,
    library_id,
    report
from mart.keeping_run
order by ran_at desc
limit 50
