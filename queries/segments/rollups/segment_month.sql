-- purpose: { nl = "Personen per doelgroep en maand, voor vestiging, bibliotheek, provincie en land", en = "Persons per group and month, for branch, library, province and country" }
-- reads: { "segments.segment_count" = "month", "usage.poi_library" = "", "usage.library" = "" }
-- key: scope_id, month, person_kind, segment
-- partition: month
-- levels: branch, library, province, land
-- note: nobody stands at two branches, and a key is known in one library only, so these counts of persons add up; who has a membership and a free account is in both kinds and once in all
-- version: 1
with

touched_month as (
    select distinct month from touched
),

counted as (
    select
        segment_count.library_id,
        segment_count.branch_id,
        segment_count.month,
        segment_count.segment,
        unnest(
            case segment_count.person_kind
                when 'both' then ['all', 'member', 'free_account'] else ['all', segment_count.person_kind]
            end
        ) as person_kind,
        segment_count.persons
    from warehouse.segments.segment_count as segment_count
    inner join touched_month on segment_count.month = touched_month.month
    where segment_count.month between getvariable('touched_since') and getvariable('touched_until')
),

months as (
    select distinct month from counted
),

-- Which libraries make up a province or the country at the end of the month.
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
),

delivered as (
    select distinct
        library_id,
        month
    from counted
),

complete as (
    select
        parts.scope_id,
        parts.month,
        bool_and(delivered.library_id is not null) as is_complete
    from parts
    left join delivered
        on parts.library_id = delivered.library_id and parts.month = delivered.month
    group by parts.scope_id, parts.month
),

placed as (
    select
        'branch:' || branch_id as scope_id,
        month,
        person_kind,
        segment,
        persons
    from counted
    where branch_id is not null
    union all
    select
        'library:' || library_id as scope_id,
        month,
        person_kind,
        segment,
        persons
    from counted
    union all
    select
        parts.scope_id,
        counted.month,
        counted.person_kind,
        counted.segment,
        counted.persons
    from counted
    inner join parts on counted.library_id = parts.library_id and counted.month = parts.month
)

select
    placed.scope_id,
    placed.month,
    placed.person_kind,
    placed.segment,
    sum(placed.persons)::bigint as persons,
    coalesce(bool_and(complete.is_complete), true) as is_complete
from placed
left join complete on placed.scope_id = complete.scope_id and placed.month = complete.month
group by placed.scope_id, placed.month, placed.person_kind, placed.segment
