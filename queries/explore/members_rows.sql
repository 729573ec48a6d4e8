-- purpose: { nl = "Leden op een peildatum, een rij voor elk, zonder naam of nummer", en = "Members on a reference date, a row for each, without name or number" }
-- grain: one row per member on the reference date
-- params: second (text, optional), kept (text, optional), reference_date (date)
-- audience: eigen
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
with

asked as (
    select $reference_date::date as reference_date
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
        member.source_row
    from mart.member as member
    inner join asked on member.reference_date = asked.reference_date
)

select
    branch.name as branch,
    found.joined_on,
    found.last_used_on,
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
        when 'joined_year' then found.joined_year
        when 'last_use' then found.last_use
    end, 'unknown') = $kept
order by all
