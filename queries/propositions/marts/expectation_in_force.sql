-- Per month what was expected beforehand: the last version from before the month, else the first one from after it.
with

ranked as (
    select
        proposition_expectation.*,
        row_number() over (
            partition by proposition_id, month
            order by is_afterwards asc, case when is_afterwards then version else -version end asc
        ) as place
    from mart.proposition_expectation
)

select
    library_id,
    proposition_id,
    month,
    expected,
    margin,
    recorded_on,
    is_afterwards
from ranked
where place = 1
