-- purpose: { nl = "Wie en wat er in het logboek staat", en = "Who and what the audit trail holds" }
-- grain: one row per person and kind of act
-- unit: kinds of act
-- owner: beheerder
-- version: 1
select distinct
    app_user_id,
    done_by,
    action
from mart.audit_trail
order by done_by, action
