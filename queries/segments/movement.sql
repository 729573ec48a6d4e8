-- purpose: { nl = "Van welke naar welke doelgroep personen in een jaar gingen", en = "From which group to which persons went in a year" }
-- counted: { nl = "bekende personen naar hun primaire doelgroep nu en twaalf maanden eerder", en = "known persons by their primary group now and twelve months earlier" }
-- formula: count(persons)
-- grain: { nl = "een rij per doelgroep toen en nu met personen, en per doelgroep een van alle samen", en = "one row per group then and group now with persons, and per group one of all it came from or went to" }
-- params: on_month (date, optional), library_id (text, optional, narrows), branch_id (text, optional, narrows), person_kind (text, optional, narrows)
-- counts: persons
-- split: from_segment, to_segment
-- adds_up: from_segment, to_segment without not_yet, gone
-- rows: segments/movement_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Wie bij een andere bibliotheek ging lenen is hier weg en daar nieuw. Scholieren volgen we niet.", en = "Who went to another library is gone here and new there. Pupils are not followed." }
-- version: 1
-- changed: 2026-11-24
with

scope as (
    select scope_id
    from mart.segment_scope
    where scope_id = coalesce('branch:' || $branch_id, 'library:' || $library_id, scope_id)
    order by width desc, scope_id asc
    limit 1
),

chosen as (
    select
        segment_movement.month,
        segment_movement.from_segment,
        segment_movement.to_segment,
        segment_movement.persons
    from mart.segment_movement as segment_movement
    inner join scope on segment_movement.scope_id = scope.scope_id
    where segment_movement.person_kind = coalesce($person_kind, 'all')
)

select
    coalesce(from_segment, 'all') as from_segment,
    coalesce(to_segment, 'all') as to_segment,
    sum(persons)::bigint as persons,
    month as on_month,
    (month - interval 12 month)::date as beside_month
from chosen
where month = coalesce($on_month, (select max(latest.month) from chosen as latest))
group by month, grouping sets ((from_segment, to_segment), (from_segment), (to_segment))
order by from_segment = 'all' asc, to_segment = 'all' asc, persons desc, from_segment asc, to_segment asc
