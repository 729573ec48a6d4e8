-- purpose: { nl = "Mensen, reserveringen en wat ervan kwam per maand, op elk niveau", en = "Persons, reservations and what came of them per month, at every level" }
-- reads: { "propositions.moments_by_person" = "month", "usage.poi_library" = "" }
-- key: scope_id, proposition, month
-- partition: month
-- levels: branch, library, province, land
-- note: persons are distinct within their library; who uses two libraries has two keys and counts in each
-- version: 1
with

served as (
    select distinct
        poi_library.library_id,
        poi_library.poi_id,
        touched.month
    from warehouse.usage.poi_library as poi_library
    inner join touched
        on
            coalesce(poi_library.valid_from, touched.month) <= touched.month
            and coalesce(poi_library.valid_to, date '9999-12-31') > touched.month
),

person as (
    select
        moment.*,
        moment.library_id || ':' || moment.member_key as person_key
    from warehouse.propositions.moments_by_person as moment
    inner join touched on moment.month = touched.month
),

scoped as (
    select
        'branch:' || person.branch_id as scope_id,
        person.*
    from person
    union all
    select
        'library:' || person.library_id as scope_id,
        person.*
    from person
    union all
    select
        'province:' || served.poi_id as scope_id,
        person.*
    from person
    inner join served on person.library_id = served.library_id and person.month = served.month
    union all
    select
        'land' as scope_id,
        person.*
    from person
)

select
    scope_id,
    proposition,
    month,
    case when scope_id like 'branch:%' or scope_id like 'library:%' then min(library_id) end as library_id,
    case when scope_id like 'branch:%' then min(branch_id) end as branch_id,
    count(distinct person_key) filter (checked_in > 0)::bigint as persons,
    sum(reserved)::bigint as reserved,
    sum(checked_in)::bigint as checked_in,
    sum(no_show)::bigint as no_show,
    sum(cancelled_by_visitor)::bigint as cancelled_by_visitor,
    sum(cancelled_by_library)::bigint as cancelled_by_library,
    max(last_day) as last_day,
    max(load_run_id) as load_run_id
from scoped
group by scope_id, proposition, month
