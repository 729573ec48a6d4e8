-- purpose: { nl = "Nieuwe gratis accounts in een jaar, naar keuze gesplitst", en = "New free accounts in a year, split as one likes" }
-- formula: count(registrations)
-- counted: { nl = "alle aanmeldingen voor een gratis account in het jaar", en = "all registrations for a free account in the year" }
-- grain: { nl = "een rij per deel waarin je splitst", en = "one row per part one splits into" }
-- params: split (text, optional, splits), second (text, optional, splits), kept (text, optional), year (integer), earlier (integer, optional)
-- offers: branch, library, proposition, channel, age_class, month_of_year
-- value: persons
-- period: year
-- counts: persons, before
-- adds_up: part, series per library
-- rows: explore/registrations_rows
-- unit: persons
-- owner: coördinator proposities
-- note: library says within which library branches add up; none where branches are no part
-- note: what is kept of the second split is marked and not left out, so that small numbers are protected over the whole table
-- pitfalls: { nl = "Een aanmelding is nog geen bezoek. Wie zich bij twee bibliotheken aanmeldt staat er twee keer in. Een lopend jaar is onaf.", en = "A registration is not yet a visit. Who registers with two libraries is in it twice. The current year is unfinished." }
-- version: 1
-- changed: 2026-11-24
with

shifts as (
    select unnest([0, $earlier::integer]) as years
),

asked as (
    select
        make_date($year::integer - years, 1, 1) as since,
        make_date($year::integer - years, 12, 31) as until,
        years > 0 as is_before
    from shifts
),

found as (
    select
        registration.library_id,
        registration.branch_id,
        registration.proposition,
        registration.channel,
        registration.registered_at,
        strftime(registration.registered_at, '%m') as month_of_year,
        registration.load_run_id,
        registration.source_row,
        asked.is_before,
        case
            when registration.birth_year is null then 'unknown'
            when year(registration.registered_at) - registration.birth_year < 12 then '00-11'
            when year(registration.registered_at) - registration.birth_year < 18 then '12-17'
            when year(registration.registered_at) - registration.birth_year < 30 then '18-29'
            when year(registration.registered_at) - registration.birth_year < 45 then '30-44'
            when year(registration.registered_at) - registration.birth_year < 65 then '45-64'
            else '65+'
        end as age_class
    from mart.registration as registration
    inner join asked on registration.registered_at::date between asked.since and asked.until
),

split as (
    select
        case $split
            when 'branch' then branch_id
            when 'library' then library_id
            when 'proposition' then proposition
            when 'channel' then channel
            when 'age_class' then age_class
            when 'month_of_year' then month_of_year
        end as part,
        case $second
            when 'branch' then branch_id
            when 'library' then library_id
            when 'proposition' then proposition
            when 'channel' then channel
            when 'age_class' then age_class
            when 'month_of_year' then month_of_year
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
