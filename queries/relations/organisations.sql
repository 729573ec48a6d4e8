-- purpose: { nl = "Organisaties en wanneer we ze spraken", en = "Organisations and when we spoke to them" }
-- grain: one row per organisation
-- params: most (integer), asked (text, optional), kind (text, optional), not_since (date, optional), own_field (text, optional), own_is (text, optional), own_holds (text, optional), own_from (text, optional), own_to (text, optional)
-- unit: organisations
-- owner: coördinator relaties
-- version: 1
with

spoken as (
    select
        organisation_id,
        max(spoken_on) as last_spoken_on
    from mart.contact_moment
    where organisation_id is not null
    group by organisation_id
),

promised as (
    select
        organisation_id,
        count(*) as open_count
    from mart.follow_up
    where status = 'open' and organisation_id is not null
    group by organisation_id
),

known as (
    select
        organisation_id,
        name,
        kind,
        place,
        search_name,
        json_extract_string(own, '$."' || $own_field::varchar || '"') as own_value
    from mart.organisation
),

organisation as (
    select *
    from known
    where
        ($own_is::varchar is null or coalesce(own_value, '') = $own_is)
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

found as (
    select
        organisation.organisation_id,
        organisation.name,
        organisation.kind,
        organisation.place,
        spoken.last_spoken_on,
        coalesce(promised.open_count, 0) as open_count
    from organisation
    left join spoken on organisation.organisation_id = spoken.organisation_id
    left join promised on organisation.organisation_id = promised.organisation_id
    where
        ($asked::varchar is null or contains(organisation.search_name, $asked))
        and ($kind::varchar is null or organisation.kind = $kind)
        and (
            $not_since::date is null
            or spoken.last_spoken_on is null
            or spoken.last_spoken_on < $not_since
        )
),

whole as (
    select count(*) as found_count from found
)

select
    found.organisation_id,
    found.name,
    found.kind,
    found.place,
    found.last_spoken_on,
    found.open_count,
    whole.found_count
from found
cross join whole
order by
    found.last_spoken_on desc nulls last,
    found.name asc,
    found.organisation_id asc
limit $most
