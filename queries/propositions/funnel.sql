-- purpose: { nl = "Van aangemeld naar teruggekomen: hoever wie zich aanmeldde is gekomen", en = "From registered to returned: how far those who registered have come" }
-- formula: persons / out_of
-- numerator: { nl = "mensen die deze stap zetten", en = "people who took this step" }
-- denominator: { nl = "mensen die de stap ervoor zetten; bij terugkomen alleen van wie de 60 dagen om zijn", en = "people who took the step before it; for returning only those whose 60 days are over" }
-- grain: one row per proposition and step of those who registered in the period
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- counts: persons, out_of
-- split: step
-- rows: propositions/funnel_rows
-- note: in_one_go is beside the steps: registered and reserved within 30 minutes, out of those who reserved
-- unit: persons
-- owner: coördinator proposities
-- version: 1
with

span as (
    select
        coalesce($since::date, max(last_month) - interval 11 month)::date as since,
        coalesce($until::date, max(last_month))::date as until
    from mart.proposition_delivered
    where $proposition::varchar is null or proposition = $proposition
),

registered as (
    select
        person.proposition,
        person.first_reserved_at is not null as has_reserved,
        person.first_reserved_at between person.registered_at and person.registered_at + interval 30 minute
            as is_in_one_go,
        person.first_reserved_at is not null and person.first_used_on is not null as has_come,
        coalesce(person.first_used_on + 60 <= delivered.last_day, false) as is_over,
        coalesce(person.second_used_on <= person.first_used_on + 60, false) as is_back
    from mart.proposition_user as person
    left join mart.proposition_delivered as delivered using (library_id, proposition)
    inner join span on person.registered_at::date between span.since and last_day(span.until)
    where
        ($proposition::varchar is null or person.proposition = $proposition)
        and ($branch_id::varchar is null or person.registered_branch_id = $branch_id)
),

counted as (
    select
        proposition,
        count(*) as registered,
        count(*) filter (has_reserved) as reserved,
        count(*) filter (is_in_one_go) as in_one_go,
        count(*) filter (has_come) as checked_in,
        count(*) filter (has_come and is_over) as over,
        count(*) filter (has_come and is_over and is_back) as returned
    from registered
    group by proposition
),

steps as (
    select
        proposition,
        'registered' as step,
        registered as persons,
        null::bigint as out_of
    from counted
    union all
    select
        proposition,
        'reserved' as step,
        reserved as persons,
        registered as out_of
    from counted
    union all
    select
        proposition,
        'checked_in' as step,
        checked_in as persons,
        reserved as out_of
    from counted
    union all
    select
        proposition,
        'returned' as step,
        returned as persons,
        over as out_of
    from counted
    union all
    select
        proposition,
        'in_one_go' as step,
        in_one_go as persons,
        reserved as out_of
    from counted
)

select * from steps
order by proposition, list_position(['registered', 'reserved', 'checked_in', 'returned', 'in_one_go'], step)
