-- purpose: { nl = "Zijn de bronnen op tijd?", en = "Are the sources up to date?" }
-- formula: late when the day asked about lies more than the rhythm allows after the last day delivered
-- counted: { nl = "te laat als de gevraagde dag verder na de laatste geleverde dag ligt dan het ritme toelaat", en = "late when the day asked about lies further after the last day delivered than the rhythm allows" }
-- grain: { nl = "een rij per bron die ooit is geleverd; de traagste bibliotheek bepaalt tot wanneer", en = "one row per source that was ever delivered; the slowest library decides until when" }
-- params: on_date (date)
-- unit: sources
-- owner: gegevensbeheerder
-- pitfalls: { nl = "Op tijd is niet hetzelfde als compleet: kijk ook naar de strook per periode.", en = "On time is not the same as complete: look at the strip per period too." }
-- version: 1
-- changed: 2026-11-24
with

newest as (
    select
        source_id,
        arg_max(title_nl, delivered_at) as title_nl,
        arg_max(title_en, delivered_at) as title_en,
        arg_max(refresh, delivered_at) as refresh,
        max(delivered_at) filter (where status = 'active') as last_delivered_at,
        count(*) filter (where status = 'preview') as previews,
        count(library_id) > 0 as is_own
    from mart.delivery
    where status in ('active', 'preview', 'rolled_back')
    group by source_id
),

per_library as (
    select
        landed.source_id,
        landed.library_id,
        sum(landed.row_count) as row_count,
        max(landed.fresh_until) as fresh_until
    from mart.landed
    group by landed.source_id, landed.library_id
),

standing as (
    select
        per_library.source_id,
        sum(per_library.row_count)::bigint as row_count,
        count(per_library.library_id) as libraries,
        min(per_library.fresh_until) filter (where coalesce(library.valid_to > $on_date, true)) as fresh_until
    from per_library
    left join mart.library on per_library.library_id = library.library_id
    group by per_library.source_id
),

waiting as (
    select
        delivery.source_id,
        count(*) as refused_rows
    from mart.refused_row
    inner join mart.delivery on refused_row.run_id = delivery.run_id
    where refused_row.status = 'waiting' and delivery.status = 'active'
    group by delivery.source_id
),

dated as (
    select
        newest.source_id,
        newest.title_nl,
        newest.title_en,
        newest.refresh,
        newest.last_delivered_at,
        newest.previews,
        newest.is_own,
        coalesce(standing.row_count, 0) as row_count,
        coalesce(standing.libraries, 0) as libraries,
        coalesce(waiting.refused_rows, 0) as refused_rows,
        case
            when standing.row_count > 0 then coalesce(standing.fresh_until, newest.last_delivered_at::date)
        end as fresh_until,
        rhythm.days_allowed
    from newest
    left join mart.rhythm on newest.refresh = rhythm.refresh
    left join standing on newest.source_id = standing.source_id
    left join waiting on newest.source_id = waiting.source_id
)

select
    source_id,
    title_nl,
    title_en,
    refresh,
    fresh_until,
    (fresh_until + days_allowed)::date as expected_on,
    greatest(0, coalesce($on_date - (fresh_until + days_allowed)::date, 0))::integer as days_late,
    row_count,
    refused_rows,
    libraries,
    previews,
    last_delivered_at
from dated
where row_count > 0 or previews > 0 or refused_rows > 0 or is_own
order by title_nl, source_id
