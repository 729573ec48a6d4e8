-- purpose: { nl = "Laatste twaalf perioden per bron", en = "The last twelve periods per source" }
-- formula: complete when every expected branch delivered everything; missing when none delivered anything
-- grain: one row per source and period
-- unit: periods
-- owner: gegevensbeheerder
-- version: 1
select
    source_id,
    period,
    count(*) filter (where state <> 'closed') as expected,
    count(*) filter (where state = 'complete') as complete,
    case
        when expected = complete then 'complete'
        when count(*) filter (where state in ('complete', 'partly')) = 0 then 'missing'
        else 'partly'
    end as state
from mart.completeness
group by source_id, period
order by source_id, period
