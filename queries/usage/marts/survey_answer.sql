-- Answers of a visitor survey, a row per answer: no name, no number, and nobody is followed over time.
-- Who gave several reasons has a row for each; the marks stand in one of those, and that one is_first.
select
    library_id,
    branch_id,
    answered_on,
    is_member,
    visit_reason,
    satisfaction,
    recommendation,
    case
        when recommendation >= 9 then 100
        when recommendation <= 6 then -100
        when recommendation is not null then 0
    end as nps,
    case
        when is_member then 'member'
        when not is_member then 'visitor'
        else 'unknown'
    end as who,
    coalesce(satisfaction_missing, '') <> 'elsewhere' as is_first,
    load_run_id,
    source_row
from warehouse.usage.survey_answer
where library_id in (select unnest(getvariable('libraries')::varchar[]))
