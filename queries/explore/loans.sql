-- purpose: { nl = "Uitleningen, naar keuze gesplitst", en = "Loans, split as one likes" }
-- formula: sum(loans)
-- counted: { nl = "alle geleverde uitleningen van de gekozen maanden opgeteld", en = "all delivered loans of the chosen months added up" }
-- grain: { nl = "een rij per deel waarin je splitst", en = "one row per part one splits into" }
-- params: split (text, optional, splits), second (text, optional, splits), since (date), until (date), earlier (integer, optional), branch_id (text, optional, narrows)
-- offers: branch, library, month, year
-- value: loans
-- period: months
-- rows: usage/loan_rows
-- measure: loans
-- unit: loans
-- owner: manager
-- pitfalls: { nl = "Verlengingen en e-books tellen niet mee. Een maand die niet is geleverd telt niet als nul. Een jaar eerder staat er alleen als er evenveel maanden geleverd zijn.", en = "Renewals and e-books are not in it. A month that was not delivered does not count as zero. A year earlier is there only when as many months were delivered." }
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
        loans_month.library_id,
        loans_month.branch_id,
        loans_month.loans as number,
        (loans_month.month + to_months(asked.months))::date as on_day,
        asked.months > 0 as is_before
    from mart.loans_month as loans_month
    inner join asked on loans_month.month + to_months(asked.months) between asked.since and asked.until
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
        sum(number) filter (where not is_before)::bigint as loans,
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
    parts.loans,
    case when parts.loans is null then 'not_delivered' end as loans_missing,
    case when parts.filled = parts.filled_before then parts.before end as before,
    parts.filled,
    parts.filled_before
from parts
left join mart.branch as branch on $split = 'branch' and parts.part = branch.branch_id
left join mart.library as library on $split = 'library' and parts.part = library.library_id
left join mart.branch as other_branch on $second = 'branch' and parts.series = other_branch.branch_id
left join mart.library as other_library on $second = 'library' and parts.series = other_library.library_id
where parts.loans is not null or parts.filled > 0
order by parts.part, parts.series
