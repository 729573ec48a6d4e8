-- purpose: { nl = "Bekende personen aan het eind van een maand, naar keuze gesplitst", en = "Known persons at the end of a month, split as one likes" }
-- formula: count(persons)
-- counted: { nl = "leden en gratis accounts aan het eind van de maand; wie beide heeft telt één keer", en = "members and free accounts at the end of the month; whoever has both counts once" }
-- grain: { nl = "een rij per deel waarin je splitst", en = "one row per part one splits into" }
-- params: split (text, optional, splits), second (text, optional, splits), kept (text, optional), on_month (date), earlier (integer, optional)
-- offers: branch, library, segment, person_kind, age_class
-- value: persons
-- period: month
-- counts: persons, before
-- adds_up: part, series per library
-- rows: explore/known_persons_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- note: library says within which library branches add up; none where branches are no part
-- note: what is kept of the second split is marked and not left out, so that small numbers are protected over the whole table
-- pitfalls: { nl = "Een persoon is bekend binnen één bibliotheek: wie bij twee bibliotheken lid is telt daar allebei. Standen van maanden kun je niet optellen. Leeftijd is het jaar min het geboortejaar; van scholieren is die onbekend.", en = "A person is known within one library: who is a member of two counts in both. Months can't be added up. Age is the year minus the year of birth; of pupils it is unknown." }
-- version: 1
-- changed: 2026-11-24
with

shifts as (
    select unnest([0, $earlier::integer]) as months
),

asked as (
    select
        (date_trunc('month', $on_month::date) - to_months(months))::date as on_month,
        months > 0 as is_before
    from shifts
),

born as (
    select
        library_id,
        member_key,
        max(birth_year) as birth_year
    from mart.known_person
    group by library_id, member_key
),

found as (
    select
        segment_member.library_id,
        segment_member.branch_id,
        segment_member.segment,
        segment_member.person_kind,
        segment_member.known_since,
        asked.is_before,
        case
            when born.birth_year is null then 'unknown'
            when year(segment_member.month) - born.birth_year < 12 then '00-11'
            when year(segment_member.month) - born.birth_year < 18 then '12-17'
            when year(segment_member.month) - born.birth_year < 30 then '18-29'
            when year(segment_member.month) - born.birth_year < 45 then '30-44'
            when year(segment_member.month) - born.birth_year < 65 then '45-64'
            else '65+'
        end as age_class
    from mart.segment_member as segment_member
    inner join asked on segment_member.month = asked.on_month
    left join born
        on segment_member.library_id = born.library_id and segment_member.member_key = born.member_key
),

split as (
    select
        case $split
            when 'branch' then branch_id
            when 'library' then library_id
            when 'segment' then segment
            when 'person_kind' then person_kind
            when 'age_class' then age_class
        end as part,
        case $second
            when 'branch' then branch_id
            when 'library' then library_id
            when 'segment' then segment
            when 'person_kind' then person_kind
            when 'age_class' then age_class
        end as series,
        case when 'branch' in ($split, $second) then library_id end as library,
        is_before
    from found
),

parts as (
    select
        coalesce(part, case when $split is null then 'all' else 'unknown' end) as part,
        coalesce(series, case when $second is null then 'all' else 'unknown' end) as series,
        library,
        count(*) filter (where not is_before) as persons,
        count(*) filter (where is_before) as before
    from split
    group by all
),

-- A year or month of which nothing was delivered is no zero.
whole as (
    select
        coalesce(sum(persons), 0) > 0 as has_now,
        coalesce(sum(before), 0) > 0 as has_before
    from parts
)

select
    parts.part,
    coalesce(branch.name, library.name, parts.part) as part_name,
    parts.series,
    coalesce(other_branch.name, other_library.name, parts.series) as series_name,
    parts.library,
    parts.persons,
    case when whole.has_before then parts.before end as before,
    coalesce(parts.series = $kept, true) as is_kept
from parts
cross join whole
left join mart.branch as branch on $split = 'branch' and parts.part = branch.branch_id
left join mart.library as library on $split = 'library' and parts.part = library.library_id
left join mart.branch as other_branch on $second = 'branch' and parts.series = other_branch.branch_id
left join mart.library as other_library on $second = 'library' and parts.series = other_library.library_id
where whole.has_now
order by parts.part, parts.series
