-- purpose: { nl = "Hoe compleet een bron is", en = "How complete a source is" }
-- grain: one row per branch and period of the last twelve
-- params: source_id (text)
-- unit: periods
-- owner: gegevensbeheerder
-- version: 1
select
    library_id,
    branch_id,
    branch,
    period,
    state,
    why,
    row_count
from mart.completeness
where source_id = $source_id
order by branch, branch_id, period
