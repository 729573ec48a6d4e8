-- purpose: { nl = "Leden op een peildatum, naar keuze gesplitst", en = "Members on a reference date, split as one likes" }
-- formula: count(members)
-- counted: { nl = "het aantal geleverde leden van die peildatum", en = "the number of delivered members of that reference date" }
-- grain: { nl = "een rij per deel waarin je splitst", en = "one row per part one splits into" }
-- params: split (text, optional, splits), second (text, optional, splits), kept (text, optional), reference_date (date), earlier (integer, optional)
-- offers: branch, library, joined_year, last_use
-- value: members
-- period: reference_date
-- counts: members, before
-- adds_up: part, series per library
-- rows: explore/members_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- note: library says within which library branches add up; none where branches are no part
-- note: what is kept of the second split is marked and not left out, so that small numbers are protected over the whole table
-- pitfalls: { nl = "Een lid is een rij in de levering: twee passen zijn twee leden. Een lid telt bij de vestiging van inschrijving. Peildatums kun je niet optellen.", en = "A member is a row of the delivery: two cards are two members. A member counts at the branch of registration. Reference dates can't be added up." }
-- version: 1
-- changed: 2026-11-24
with

shifts as (
    select unnest([0, $earlier::integer]) as years
),

asked as (
    select
        ($reference_date::date - to_years(years))::date as reference_date,
        years > 0 as is_before
    from shifts
),

found as (
    select
        member.library_id,
        member.branch_id,
        member.joined_on,
        member.last_used_on,
        coalesce(strftime(member.joined_on, '%Y'), 'unknown') as joined_year,
        case
            when member.last_used_on is null then 'unknown'
            when member.last_used_on >= member.reference_date - interval 1 month then '1'
            when member.last_used_on >= member.reference_date - interval 3 month then '2'
            when member.last_used_on >= member.reference_date - interval 1 year then '3'
            else '4'
        end as last_use,
        member.load_run_id,
        member.source_row,
        asked.is_before
    from mart.member as member
    inner join asked on member.reference_date = asked.reference_date
),

split as (
    select
        case $split
            when 'branch' then branch_id
            when 'library' then library_id
            when 'joined_year' then joined_year
            when 'last_use' then last_use
        end as part,
        case $second
            when 'branch' then branch_id
            when 'library' then library_id
            when 'joined_year' then joined_year
            when 'last_use' then last_use
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
        count(*) filter (where not is_before) as members,
        count(*) filter (where is_before) as before
    from split
    group by all
),

-- A year or month of which nothing was delivered is no zero.
whole as (
    select
        coalesce(sum(members), 0) > 0 as has_now,
        coalesce(sum(before), 0) > 0 as has_before
    from parts
)

select
    parts.part,
    coalesce(branch.name, library.name, parts.part) as part_name,
    parts.series,
    coalesce(other_branch.name, other_library.name, parts.series) as series_name,
    parts.library,
    parts.members,
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
