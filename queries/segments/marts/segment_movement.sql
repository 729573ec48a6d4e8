-- From which group to which persons went in the twelve months before, for every scope one may see.
select
    segment_movement.scope_id,
    segment_movement.month,
    segment_movement.person_kind,
    segment_movement.from_segment,
    segment_movement.to_segment,
    segment_movement.persons
from warehouse.segments.segment_movement as segment_movement
semi join mart.segment_scope on segment_movement.scope_id = segment_scope.scope_id
