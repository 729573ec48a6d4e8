-- purpose: { nl = "Van bereikt naar teruggekomen: hoever wie zich aanmeldde is gekomen", en = "From reached to returned: how far those who registered have come" }
-- formula: persons / out_of
-- numerator: { nl = "mensen die deze stap zetten", en = "people who took this step" }
-- denominator: { nl = "mensen die de stap ervoor zetten; bij terugkomen alleen van wie de 60 dagen om zijn", en = "people who took the step before it; for returning only those whose 60 days are over" }
-- grain: { nl = "een rij per propositie en stap, van wie zich in de periode aanmeldde", en = "one row per proposition and step of those who registered in the period" }
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- counts: persons, out_of
-- split: step
-- rows: propositions/funnel_rows
-- note: reached is at least this many people, the mails delivered of the largest mailing of each library; registering is no share of it
-- note: in_one_go is beside the steps: registered and reserved within 30 minutes, out of those who reserved
-- unit: persons
-- owner: coördinator proposities
-- pitfalls: { nl = "Wie zich pas aanmeldde heeft nog weinig tijd gehad voor de latere stappen. Bereikt zijn mails, en hoogstens één per persoon als er één mailing was.", en = "Who registered lately has had little time for the later steps. Reached are mails, and at most one per person when there was one mailing." }
-- version: 2
-- changed: 2026-11-24
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

largest as (
    select
        mailing_result.proposition,
        mailing_result.library_id,
        max(mailing_result.delivered) as delivered
    from mart.mailing_result as mailing_result
    inner join span on mailing_result.sent_on between span.since and last_day(span.until)
    where mailing_result.kind = 'marketing'
    group by mailing_result.proposition, mailing_result.library_id
),

reached as (
    select
        counted.proposition,
        sum(largest.delivered)::bigint as persons
    from counted
    left join largest on counted.proposition = largest.proposition
    where $branch_id::varchar is null
    group by counted.proposition
),

steps as (
    select
        proposition,
        'reached' as step,
        persons,
        case when persons is null then 'not_delivered' end as persons_missing,
        null::bigint as out_of
    from reached
    union all
    select
        proposition,
        'registered' as step,
        registered as persons,
        null::varchar as persons_missing,
        null::bigint as out_of
    from counted
    union all
    select
        proposition,
        'reserved' as step,
        reserved as persons,
        null::varchar as persons_missing,
        registered as out_of
    from counted
    union all
    select
        proposition,
        'checked_in' as step,
        checked_in as persons,
        null::varchar as persons_missing,
        reserved as out_of
    from counted
    union all
    select
        proposition,
        'returned' as step,
        returned as persons,
        null::varchar as persons_missing,
        over as out_of
    from counted
    union all
    select
        proposition,
        'in_one_go' as step,
        in_one_go as persons,
        null::varchar as persons_missing,
        reserved as out_of
    from counted
)

select * from steps
order by proposition, list_position(['reached', 'registered', 'reserved', 'checked_in', 'returned', 'in_one_go'], step)
