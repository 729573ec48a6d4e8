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
        name,
        place,
        search_name
    from mart.organisation
    union all
    select
        'person' as kind,
        person_id as found_id,
        name,
        null as place,
        search_name
    from mart.person
),

scored as (
    select
        kind,
        found_id,
        name,
        place,
        case
            when search_name = $asked then 2.0
            when starts_with(search_name, $asked) then 1.5
            when contains(search_name, ' ' || $asked) then 1.4
            when contains(search_name, $asked) then 1.2
            when starts_with(search_name, left($asked, 1)) and abs(length(search_name) - length($asked)) <= 3
                then jaro_winkler_similarity(search_name, $asked, 0.86)
            when contains(search_name, ' ' || left($asked, 2))
                then jaro_winkler_similarity(split_part(search_name, ' ', -1), $asked, 0.9)
            else 0
        end as score
    from named
    where $kind::varchar is null or kind = $kind
)

select
    scored.kind,
    scored.found_id,
    scored.name,
    scored.place,
    scored.score,
    any_value(organisation.name) as works_at
from scored
left join mart.contact_person
    on scored.found_id = contact_person.person_id
left join mart.organisation
    on contact_person.organisation_id = organisation.organisation_id
where scored.score > 0
group by all
order by
    scored.score desc,
    scored.name asc,
    scored.found_id asc
limit 8
