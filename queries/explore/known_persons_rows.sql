-- purpose: { nl = "Bekende personen aan het eind van een maand, een rij per persoon, zonder naam of nummer", en = "Known persons at the end of a month, a row per person, without name or number" }
-- grain: one row per person known at the end of the month
-- params: second (text, optional), kept (text, optional), on_month (date)
-- audience: eigen
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
with

asked as (
    select date_trunc('month', $on_month::date)::date as on_month
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
)

select
    branch.name as branch,
    found.segment,
    found.person_kind,
    found.known_since,
    found.age_class
from found
left join mart.branch as branch on found.branch_id = branch.branch_id
where
    $kept is null
    or $second is null
    or coalesce(case $second
        when 'branch' then found.branch_id
        when 'library' then found.library_id
        when 'segment' then found.segment
        when 'person_kind' then found.person_kind
        when 'age_class' then found.age_class
    end, 'unknown') = $kept
order by all
