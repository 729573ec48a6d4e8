-- purpose: { nl = "Laatste twaalf perioden per bron", en = "The last twelve periods per source" }
-- formula: complete when every expected branch delivered everything; missing when none delivered anything
-- counted: { nl = "compleet als elke verwachte vestiging alles leverde; ontbreekt als geen enkele iets leverde", en = "complete when every expected branch delivered everything; missing when none delivered anything" }
-- grain: { nl = "een rij per bron en periode", en = "one row per source and period" }
-- unit: periods
-- owner: gegevensbeheerder
-- pitfalls: { nl = "Een vestiging die nooit leverde wordt niet verwacht en maakt een periode dus niet onvolledig.", en = "A branch that never delivered is not expected, so it does not make a period incomplete." }
-- version: 1
-- changed: 2026-11-24
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
