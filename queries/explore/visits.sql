-- purpose: { nl = "Bezoeken, naar keuze gesplitst", en = "Visits, split as one likes" }
-- formula: sum(visits)
-- counted: { nl = "alle geleverde bezoeken van de gekozen maanden opgeteld", en = "all delivered visits of the chosen months added up" }
-- grain: { nl = "een rij per deel waarin je splitst", en = "one row per part one splits into" }
-- params: split (text, optional, splits), second (text, optional, splits), since (date), until (date), earlier (integer, optional), branch_id (text, optional, narrows)
-- offers: branch, library, month, year
-- value: visits
-- period: months
-- rows: usage/visit_rows
-- measure: visits
-- unit: visits
-- owner: manager
-- pitfalls: { nl = "Een bezoek is een getelde binnenkomst en geen persoon. Een maand die niet is geleverd telt niet als nul. Een jaar eerder staat er alleen als er evenveel maanden geleverd zijn.", en = "A visit is one counted entry and not a person. A month that was not delivered does not count as zero. A year earlier is there only when as many months were delivered." }
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
        visits_month.library_id,
        visits_month.branch_id,
        visits_month.visits as number,
        (visits_month.month + to_months(asked.months))::date as on_day,
        asked.months > 0 as is_before
    from mart.visits_month as visits_month
    inner join asked on visits_month.month + to_months(asked.months) between asked.since and asked.until
    where ($branch_id is null or branch_id = $branch_id)
),

split as (
    select
        case $split
            when 'branch' then branch_id
            when 'library' then library_id
            when 'month' then strftime(on_day, '%Y-%m-01')
            when 'year' then strftime(on_day, '%Y')
        end as part,
        case $second
            when 'branch' then branch_id
            when 'library' then library_id
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
        sum(number) filter (where not is_before)::bigint as visits,
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
    parts.visits,
    case when parts.visits is null then 'not_delivered' end as visits_missing,
    case when parts.filled = parts.filled_before then parts.before end as before,
    parts.filled,
    parts.filled_before
from parts
left join mart.branch as branch on $split = 'branch' and parts.part = branch.branch_id
left join mart.library as library on $split = 'library' and parts.part = library.library_id
left join mart.branch as other_branch on $second = 'branch' and parts.series = other_branch.branch_id
left join mart.library as other_library on $second = 'library' and parts.series = other_library.library_id
where parts.visits is not null or parts.filled > 0
order by parts.part, parts.series
