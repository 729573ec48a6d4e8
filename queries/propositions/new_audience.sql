-- purpose: { nl = "Nieuw publiek onder de mensen met een werkmoment, per maand", en = "New audience among people with a moment, per month" }
-- formula: new_persons / persons
-- numerator: { nl = "mensen zonder betaald lidmaatschap in de 24 maanden vóór hun eerste werkmoment", en = "people without a paid membership in the 24 months before their first moment" }
-- denominator: { nl = "verschillende mensen met minstens één ingecheckt moment in de maand", en = "different people with at least one checked-in moment in the month" }
-- grain: one row per proposition and month with reservations
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- counts: persons, new_persons
-- split: month
-- rows: propositions/actual_rows
-- note: adult and business memberships are paid; youth and school memberships are free by law
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

person as (
    select distinct
        moment.library_id,
        moment.proposition,
        moment.month,
        moment.member_key
    from mart.proposition_person_month as moment
    inner join span on moment.month between span.since and span.until
    where
        moment.checked_in > 0
        and ($proposition::varchar is null or moment.proposition = $proposition)
        and ($branch_id::varchar is null or moment.branch_id = $branch_id)
)

select
    person.proposition,
    person.month,
    count(*) as persons,
    count(*) filter (known.is_new_audience) as new_persons
from person
inner join mart.proposition_user as known
    on
        person.library_id = known.library_id
        and person.proposition = known.proposition
        and person.member_key = known.member_key
group by person.proposition, person.month
order by person.proposition, person.month
