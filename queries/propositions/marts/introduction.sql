-- Where and when a proposition was introduced; a branch left empty means all of the library.
select
    introduction_id,
    library_id,
    proposition_id,
    branch_id,
    started_on,
    first_whole_month,
    reason,
    row_version
from records.propositions.introduction
where library_id in (select unnest(getvariable('libraries')::varchar[]))
