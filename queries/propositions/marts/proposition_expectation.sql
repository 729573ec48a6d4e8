-- What was expected per month, every version of it; a version recorded after its month had begun says so.
select
    expectation_id,
    library_id,
    proposition_id,
    month,
    expected,
    margin,
    recorded_on,
    version,
    recorded_on > month as is_afterwards
from records.propositions.expectation
where library_id in (select unnest(getvariable('libraries')::varchar[]))
