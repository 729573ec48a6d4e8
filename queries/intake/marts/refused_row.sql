-- Rows that were refused, with their reason. What stood in the file may be about a person: only who may
-- deliver reads it.
select
    refused_row.refused_row_id,
    refused_row.run_id,
    refused_row.library_id,
    refused_row.source_row,
    refused_row.column_name,
    case
        when list_contains(getvariable('permissions')::varchar[], 'intake.deliver') then refused_row.found
    end as found,
    refused_row.reason,
    refused_row.sentence,
    case
        when list_contains(getvariable('permissions')::varchar[], 'intake.deliver')
            then refused_row.sentence_values
    end as sentence_values,
    case
        when list_contains(getvariable('permissions')::varchar[], 'intake.deliver')
            then refused_row.suggestion
    end as suggestion,
    refused_row.status,
    case
        when list_contains(getvariable('permissions')::varchar[], 'intake.deliver')
            then refused_row.corrected_to
    end as corrected_to,
    refused_row.row_version
from records.intake.refused_row
inner join mart.delivery on refused_row.run_id = delivery.run_id
