-- purpose: { nl = "Nieuwe gratis accounts van een jaar, een rij voor elk, zonder naam of nummer", en = "New free accounts of a year, a row for each, without name or number" }
-- grain: one row per registration of the year
-- params: second (text, optional), kept (text, optional), year (integer)
-- audience: eigen
-- unit: persons
-- owner: coördinator proposities
-- version: 1
with

asked as (
    select
        make_date($year::integer, 1, 1) as since,
        make_date($year::integer, 12, 31) as until
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
)

select
    branch.name as branch,
    found.proposition,
    found.registered_at,
    found.age_class,
    found.load_run_id,
    found.source_row
from found
left join mart.branch as branch on found.branch_id = branch.branch_id
where
    $kept is null
    or $second is null
    or coalesce(case $second
        when 'branch' then found.branch_id
        when 'library' then found.library_id
        when 'proposition' then found.proposition
        when 'channel' then found.channel
        when 'age_class' then found.age_class
        when 'month_of_year' then found.month_of_year
    end, 'unknown') = $kept
order by all
