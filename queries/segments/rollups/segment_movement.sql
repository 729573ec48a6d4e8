-- purpose: { nl = "Van welke naar welke doelgroep personen in een jaar gingen", en = "From which to which group persons went in a year" }
-- reads: { "segments.segment_step" = "month", "usage.poi_library" = "", "usage.library" = "" }
-- key: scope_id, month, person_kind, from_segment, to_segment
-- partition: month
-- levels: branch, library, province, land
-- note: whoever was not in this scope and kind a year earlier comes from not_yet, and whoever no longer is goes to gone
-- version: 1
with

touched_month as (
    select distinct month from touched
),

steps as (
    select segment_step.*
    from warehouse.segments.segment_step as segment_step
    inner join touched_month on segment_step.month = touched_month.month
    where segment_step.month between getvariable('touched_since') and getvariable('touched_until')
),

months as (
    select distinct month from steps
),

parts as (
    select distinct
        months.month,
        poi_library.library_id,
        'province:' || poi_library.poi_id as scope_id
    from warehouse.usage.poi_library as poi_library
    inner join months
        on
            poi_library.valid_from <= last_day(months.month)
            and coalesce(poi_library.valid_to > last_day(months.month), true)
    union all
    select distinct
        months.month,
        library.library_id,
        'land' as scope_id
    from warehouse.usage.library as library
    inner join months
        on
            coalesce(library.valid_from <= last_day(months.month), true)
            and coalesce(library.valid_to > last_day(months.month), true)
    union all
    select distinct
        month,
        library_id,
        'library:' || library_id as scope_id
    from steps
),

-- At a branch stands who was there then or is there now.
at_branch as (
    select
        unnest(list_distinct([branch_before, branch_now])) as branch_id,
        steps.*
    from steps
),

placed as (
    select
        parts.scope_id,
        steps.*,
        true as was_here,
        true as is_here
    from steps
    inner join parts on steps.library_id = parts.library_id and steps.month = parts.month
    union all
    select
        'branch:' || branch_id as scope_id,
        at_branch.* exclude (branch_id),
        coalesce(branch_before = branch_id, false) as was_here,
        coalesce(branch_now = branch_id, false) as is_here
    from at_branch
),

by_kind as (
    select
        placed.scope_id,
        placed.month,
        kind.person_kind,
        case
            when placed.was_here and list_contains(kind.holds, placed.kind_before) then placed.segment_before
            else 'not_yet'
        end as from_segment,
        case
            when placed.is_here and list_contains(kind.holds, placed.kind_now) then placed.segment_now
            else 'gone'
        end as to_segment,
        placed.persons
    from placed
    cross join (
        values
        ('all', ['member', 'free_account', 'both']),
        ('member', ['member', 'both']),
        ('free_account', ['free_account', 'both'])
    ) as kind (person_kind, holds)
)

select
    scope_id,
    month,
    person_kind,
    from_segment,
    to_segment,
    sum(persons)::bigint as persons
from by_kind
where from_segment <> 'not_yet' or to_segment <> 'gone'
group by scope_id, month, person_kind, from_segment, to_segment
