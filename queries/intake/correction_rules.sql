-- purpose: { nl = "Regels die van correcties gemaakt zijn", en = "Rules made of corrections" }
-- grain: one row per rule, those that hold first
-- unit: rules
-- owner: gegevensbeheerder
-- version: 1
select
    correction_rule_id,
    source_id,
    library_id,
    column_name,
    found,
    becomes,
    since_version,
    until_version,
    made_by,
    made_at,
    ended_at,
    deliveries,
    rows_touched,
    last_used_at
from mart.correction_rule
order by until_version is null desc, source_id asc, column_name asc, found asc, since_version desc
