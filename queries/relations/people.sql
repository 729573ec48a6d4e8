-- purpose: { nl = "Personen en wanneer we ze spraken", en = "People and when we spoke them" }
-- grain: one row per person
-- params: asked (text, optional), most (integer), own_field (text, optional), own_is (text, optional), own_holds (text, optional), own_from (text, optional), own_to (text, optional)
-- unit: persons
-- owner: coördinator relaties
-- version: 2
-- changed: 2026-11-28
-- pitfalls: { nl = "Gesproken is ook wie er naast een ander bij was; een belofte telt bij iedereen die erbij was.", en = "Spoken is also who was there beside somebody else; a promise counts with everybody who was there." }
with

known as (
    select
        person_id,
        name,
        last_name,
        phone,
        search_name,
        json_extract_string(own, '$."' || $own_field::varchar || '"') as own_value
    from mart.person
),

people as (
    select *
    from known
    where
        ($asked::varchar is null or contains(search_name, $asked))
        and ($own_is::varchar is null or coalesce(own_value, '') = $own_is)
        and ($own_holds::varchar is null or contains(lower(own_value), lower($own_holds)))
        and (
            $own_from::varchar is null
            or coalesce(try_cast(own_value as double) >= try_cast($own_from as double), own_value >= $own_from)
        )
        and (
            $own_to::varchar is null
            or coalesce(try_cast(own_value as double) <= try_cast($own_to as double), own_value <= $own_to)
        )
),

spoken as (
    select
        person_id,
        max(spoken_on) as last_spoken_on
    from mart.contact_moment_person
    group by person_id
),

working as (
    select
        contact_person.person_id,
        string_agg(distinct organisation.name, ', ') as works_at
    from mart.contact_person
    inner join mart.organisation
        on contact_person.organisation_id = organisation.organisation_id
    where contact_person.is_current
    group by contact_person.person_id
),

waiting as (
    select
        person_id,
        follow_up_id
    from mart.follow_up
    where status = 'open' and person_id is not null
    union all
    select
        contact_moment_person.person_id,
        promise.follow_up_id
    from mart.promise
    inner join mart.contact_moment_person
        on promise.contact_moment_id = contact_moment_person.contact_moment_id
    where promise.status = 'open' and not contact_moment_person.is_first
),

promised as (
    select
        person_id,
        count(distinct follow_up_id) as open_count
    from waiting
    group by person_id
),

found as (
    select
        people.person_id,
        people.name,
        people.last_name,
        people.phone,
        working.works_at,
        spoken.last_spoken_on,
        coalesce(promised.open_count, 0) as open_count
    from people
    left join spoken on people.person_id = spoken.person_id
    left join working on people.person_id = working.person_id
    left join promised on people.person_id = promised.person_id
),

whole as (
    select count(*) as found_count from found
)

select
    found.person_id,
    found.name,
    found.phone,
    found.works_at,
    found.last_spoken_on,
    found.open_count,
    whole.found_count
from found
cross join whole
order by
    found.last_spoken_on desc nulls last,
    found.last_name asc,
    found.person_id asc
limit $most
