-- purpose: { nl = "Komt terug binnen 60 dagen, onder wie voor het eerst kwam en de 60 dagen om zijn", en = "Returned within 60 days, among first-timers whose 60 days are over" }
-- formula: returned / users
-- numerator: { nl = "mensen die binnen 60 dagen na hun eerste werkmoment opnieuw incheckten", en = "people who checked in again within 60 days after their first moment" }
-- denominator: { nl = "mensen met hun eerste werkmoment in de periode, van wie de 60 dagen om zijn", en = "people with their first moment in the period, whose 60 days are over" }
-- grain: { nl = "een rij per propositie", en = "one row per proposition; waiting are those whose 60 days are not over yet, before is the same period a year earlier" }
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- counts: users, returned, waiting, users_before, returned_before
-- rows: propositions/repeat_rows
-- unit: persons
-- owner: coördinator proposities
-- pitfalls: { nl = "Vergelijk niet met een periode waarvan de 60 dagen nog lopen: die staan apart als wachtend.", en = "Don't compare with a period whose 60 days still run: those are apart, as waiting." }
-- version: 1
-- changed: 2026-11-24
with

span as (
    select
        coalesce($since::date, max(last_month) - interval 11 month)::date as since,
        coalesce($until::date, max(last_month))::date as until
    from mart.proposition_delivered
    where $proposition::varchar is null or proposition = $proposition
),

first_time as (
    select
        person.proposition,
        person.first_used_on,
        person.first_used_on >= span.since as is_now,
        person.first_used_on + 60 <= delivered.last_day as is_over,
        coalesce(person.second_used_on <= person.first_used_on + 60, false) as is_back
    from mart.proposition_user as person
    inner join mart.proposition_delivered as delivered using (library_id, proposition)
    cross join span
    where
        (
            person.first_used_on between span.since and last_day(span.until)
            or person.first_used_on
            between span.since - interval 1 year and last_day((span.until - interval 1 year)::date)
        )
        and ($proposition::varchar is null or person.proposition = $proposition)
        and ($branch_id::varchar is null or person.first_branch_id = $branch_id)
)

select
    proposition,
    count(*) filter (is_now and is_over) as users,
    count(*) filter (is_now and is_over and is_back) as returned,
    count(*) filter (is_now and not is_over) as waiting,
    count(*) filter (not is_now and is_over) as users_before,
    count(*) filter (not is_now and is_over and is_back) as returned_before
from first_time
group by proposition
order by proposition
