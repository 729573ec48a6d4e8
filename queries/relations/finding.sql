-- purpose: { nl = "Bedoel je deze?", en = "Did you mean this one?" }
-- grain: one row per person or organisation whose name holds or resembles the text, best first
-- params: asked (text), kind (text, optional)
-- unit: names
-- owner: coördinator relaties
-- version: 1
with

named as (
    select
        'organisation' as kind,
        organisation_id as found_id,
        search_name
    from mart.organisation
    union all
    select
        'person' as kind,
        person_id as found_id,
        search_name
    from mart.person
),

scored as (
    select
        kind,
        found_id,
        search_name,
        case
            when contains(search_name, $asked)
                then
                    case
                        when search_name = $asked then 2.0
                        when starts_with(search_name, $asked) then 1.5
                        when contains(search_name, ' ' || $asked) then 1.4
                        else 1.2
                    end
            when starts_with(search_name, left($asked, 2)) and abs(length(search_name) - length($asked)) <= 3
                then jaro_winkler_similarity(search_name, $asked, 0.86)
            when contains(search_name, ' ' || left($asked, 2))
                then jaro_winkler_similarity(split_part(search_name, ' ', -1), $asked, 0.9)
            else 0
        end as score
    from named
    where $kind::varchar is null or kind = $kind
),

best as (
    select
        kind,
        found_id,
        search_name,
        score
    from scored
    where score > 0
    order by
        score desc,
        search_name asc,
        found_id asc
    limit 8
),

working as (
    select
        contact_person.person_id,
        string_agg(distinct organisation.name, ', ') as works_at
    from best
    inner join mart.contact_person
        on best.found_id = contact_person.person_id
    inner join mart.organisation
        on contact_person.organisation_id = organisation.organisation_id
    where contact_person.is_current
    group by contact_person.person_id
)

select
    best.kind,
    best.found_id,
    coalesce(organisation.name, person.name) as name,
    organisation.place,
    best.score,
    working.works_at
from best
left join mart.organisation
    on best.found_id = organisation.organisation_id
left join mart.person
    on best.found_id = person.person_id
left join working
    on best.found_id = working.person_id
order by
    best.score desc,
    best.search_name asc,
    best.found_id asc
