-- purpose: { nl = "Hoe vol de plekken zijn, per weekdag en uur", en = "How full the places are, per weekday and hour" }
-- formula: checked_in_hours / available_hours
-- numerator: { nl = "uren waarin een plek was ingecheckt; een half uur is een half plekuur", en = "hours in which a place was checked in; half an hour is half a place hour" }
-- denominator: { nl = "plekken maal de uren dat de vestiging open was", en = "places times the hours the branch was open" }
-- grain: { nl = "een rij per weekdag en uur met een open plek of een reservering", en = "one row per weekday (1 is Monday) and hour with an open place or a reservation, without since and until the last month" }
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- split: weekday, hour
-- rows: propositions/occupancy_rows
-- measure: reserved_hours
-- note: visits_per_day is counted at the door on an average day; it stands beside the hours and is never added to them
-- unit: place hours
-- owner: coördinator proposities
-- pitfalls: { nl = "De noemer rust op opgegeven plekken en openingsuren: kloppen die niet, dan klopt de bezetting niet. Wie zonder reservering zit telt niet mee.", en = "The denominator rests on the stated places and opening hours: if those are wrong, so is the occupancy. Who sits without a reservation is not in it." }
-- version: 1
-- changed: 2026-11-24
with

span as (
    select
        coalesce($since::date, max(last_month))::date as since,
        coalesce($until::date, max(last_month))::date as until
    from mart.proposition_delivered
    where $proposition::varchar is null or proposition = $proposition
),

day as (
    select unnest(generate_series(since, last_day(until), interval 1 day))::date as day
    from span
),

begun as (
    select distinct
        branch_id,
        valid_from
    from mart.opening_hours
),

timetable as (
    select
        branch_id,
        valid_from,
        lead(valid_from) over (partition by branch_id order by valid_from) as next_from
    from begun
),

open_place as (
    select
        day.day,
        hours.branch_id,
        hours.opens_at,
        hours.closes_at,
        sum(workplace.places) as places
    from day
    inner join timetable
        on day.day >= timetable.valid_from and (timetable.next_from is null or day.day < timetable.next_from)
    inner join mart.opening_hours as hours
        on
            timetable.branch_id = hours.branch_id
            and timetable.valid_from = hours.valid_from
            and isodow(day.day) = hours.weekday
    inner join mart.workplace as workplace
        on
            hours.branch_id = workplace.branch_id
            and day.day >= workplace.valid_from
            and (workplace.valid_to is null or day.day < workplace.valid_to)
    where
        ($branch_id::varchar is null or hours.branch_id = $branch_id)
        -- An event without a last day explains a figure; it says nothing about how long a branch was shut.
        and not exists (
            select 1
            from mart.closure as closure
            where
                closure.library_id = hours.library_id
                and (closure.branch_id is null or closure.branch_id = hours.branch_id)
                and day.day between closure.since and closure.until
        )
    group by day.day, hours.branch_id, hours.opens_at, hours.closes_at
),

open_hour as (
    select
        branch_id,
        day,
        places,
        opens_at,
        closes_at,
        unnest(generate_series(hour(opens_at), hour(closes_at - interval 1 second)))::integer as hour
    from open_place
    where opens_at < closes_at
),

available as (
    select
        isodow(day)::integer as weekday,
        hour,
        sum(
            places * (
                least(epoch(closes_at), (hour + 1) * 3600) - greatest(epoch(opens_at), hour * 3600)
            ) / 3600.0
        ) as available_hours
    from open_hour
    group by isodow(day), hour
),

used as (
    select
        hours.weekday,
        hours.hour,
        sum(hours.reserved_hours) as reserved_hours,
        sum(hours.checked_in_hours) as checked_in_hours
    from mart.place_hours as hours
    inner join span on hours.month between span.since and span.until
    where
        ($proposition::varchar is null or hours.proposition = $proposition)
        and ($branch_id::varchar is null or hours.branch_id = $branch_id)
    group by hours.weekday, hours.hour
),

per_branch as (
    select
        visits.branch_id,
        visits.weekday,
        visits.hour,
        sum(visits.visits) / nullif(sum(visits.days), 0) as visits
    from mart.visits_hour as visits
    inner join span on visits.month between span.since and span.until
    where
        visits.branch_id in (select branch_id from mart.workplace)
        and ($branch_id::varchar is null or visits.branch_id = $branch_id)
    group by visits.branch_id, visits.weekday, visits.hour
),

counted as (
    select
        weekday,
        hour,
        sum(visits) as visits_per_day
    from per_branch
    group by weekday, hour
)

select
    weekday,
    hour,
    coalesce(used.reserved_hours, 0) as reserved_hours,
    coalesce(used.checked_in_hours, 0) as checked_in_hours,
    available.available_hours,
    counted.visits_per_day
from available
full outer join used using (weekday, hour)
left join counted using (weekday, hour)
order by weekday, hour
