-- The group of every known person at the end of a month; a month has rows when all twelve months it looks back on were
-- delivered. Of pupils there are counts only: their rows have no key that leads to a person. The follow key leads from
-- one month to the next and to nothing else.
select
    library_id,
    case when segment <> 'pupil' then member_key end as member_key,
    md5('segments' || member_key) as follow_key,
    month,
    branch_id,
    person_kind,
    case when segment <> 'pupil' then known_since end as known_since,
    segment
from warehouse.segments.segment_member
where library_id in (select unnest(getvariable('libraries')::varchar[]))
