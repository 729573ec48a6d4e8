-- Persons per group and month for every scope one may see; who has a membership and a free account is in both kinds and
-- once in all. Not complete = not every library of the scope delivered the months it takes.
select
    segment_month.scope_id,
    segment_month.month,
    segment_month.person_kind,
    segment_month.segment,
    segment_month.persons,
    segment_month.is_complete
from warehouse.segments.segment_month as segment_month
semi join mart.segment_scope on segment_month.scope_id = segment_scope.scope_id
