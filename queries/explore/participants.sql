-- purpose: { nl = "Deelnemers aan activiteiten, naar keuze gesplitst", en = "Participants of activities, split as one likes" }
-- formula: sum(participants)
-- counted: { nl = "deelnemers van alle activiteiten die geteld zijn", en = "participants of all activities that were counted" }
-- grain: { nl = "een rij per deel waarin je splitst", en = "one row per part one splits into" }
-- params: split (text, optional, splits), second (text, optional, splits), since (date), until (date), earlier (integer, optional), branch_id (text, optional, narrows)
-- offers: branch, library, core_function, pillar, form, target_group, weekday, month, year
-- value: participants
-- period: months
-- rows: activities/activity_rows
-- measure: participants
-- unit: participants
-- owner: coördinator
-- pitfalls: { nl = "Een deelnemer is een geteld hoofd bij één activiteit: wie twee keer komt telt twee keer. Activiteiten zonder telling doen niet mee.", en = "A participant is a counted head at one activity: who comes twice counts twice. Activities without a count are not in it." }
-- version: 1
-- changed: 2026-11-24
with

-- What came before is moved on to the time it is held against.
asked as (
    select
        $since::date as since,
        last_day($until::date) as until,
        unnest([0, $earlier::integer]) as months
),

counted as (
    select
        activity.library_id,
        activity.branch_id,
        activity.core_function,
        activity.pillar,
        activity.form,
        activity.target_group,
        isodow(activity.held_on)::varchar as weekday,
        activity.participants as number,
        (activity.held_on + to_months(asked.months))::date as on_day,
        asked.months > 0 as is_before
    from mart.activity as activity
    inner join asked on activity.held_on + to_months(asked.months) between asked.since and asked.until
    where ($branch_id is null or branch_id = $branch_id)
),

split as (
    select
        case $split
            when 'branch' then branch_id
            when 'library' then library_id
            when 'core_function' then core_function
            when 'pillar' then pillar
            when 'form' then form
            when 'target_group' then target_group
            when 'weekday' then weekday
            when 'month' then strftime(on_day, '%Y-%m-01')
            when 'year' then strftime(on_day, '%Y')
        end as part,
        case $second
            when 'branch' then branch_id
            when 'library' then library_id
            when 'core_function' then core_function
            when 'pillar' then pillar
            when 'form' then form
            when 'target_group' then target_group
            when 'weekday' then weekday
            when 'month' then strftime(on_day, '%Y-%m-01')
            when 'year' then strftime(on_day, '%Y')
        end as series,
        number,
        is_before
    from counted
),

parts as (
    select
        coalesce(part, case when $split is null then 'all' else 'unknown' end) as part,
        coalesce(series, case when $second is null then 'all' else 'unknown' end) as series,
        sum(number) filter (where not is_before)::bigint as participants,
        count(number) filter (where not is_before) as filled,
        sum(number) filter (where is_before)::bigint as before,
        count(number) filter (where is_before) as filled_before
    from split
    group by all
)

select
    parts.part,
    coalesce(branch.name, library.name, parts.part) as part_name,
    parts.series,
    coalesce(other_branch.name, other_library.name, parts.series) as series_name,
    parts.participants,
    case when parts.participants is null then 'not_delivered' end as participants_missing,
    case when parts.filled_before > 0 then parts.before end as before,
    parts.filled,
    parts.filled_before
from parts
left join mart.branch as branch on $split = 'branch' and parts.part = branch.branch_id
left join mart.library as library on $split = 'library' and parts.part = library.library_id
left join mart.branch as other_branch on $second = 'branch' and parts.series = other_branch.branch_id
left join mart.library as other_library on $second = 'library' and parts.series = other_library.library_id
where parts.participants is not null or parts.filled > 0
order by parts.part, parts.series
