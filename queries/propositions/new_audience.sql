-- purpose: { nl = "Nieuw publiek onder de mensen met een werkmoment, per maand", en = "New audience among people with a moment, per month" }
-- formula: new_persons / persons
-- numerator: { nl = "mensen zonder betaald lidmaatschap in de 24 maanden vóór hun eerste werkmoment", en = "people without a paid membership in the 24 months before their first moment" }
-- denominator: { nl = "verschillende mensen met minstens één ingecheckt moment in de maand, of in de hele periode", en = "different people with at least one checked-in moment in the month, or in the whole period" }
-- grain: { nl = "een rij per propositie en maand met reserveringen", en = "one row per proposition and month with reservations; all_ is each person of the whole period once" }
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- counts: persons, new_persons, all_persons, all_new_persons
-- split: month
-- rows: propositions/actual_rows
-- note: adult and business memberships are paid; youth and school memberships are free by law
-- unit: persons
-- owner: coördinator proposities
-- pitfalls: { nl = "Jeugd en scholen hebben een gratis lidmaatschap en gelden dus als nieuw. Wie bij een andere bibliotheek lid was, herkennen we niet.", en = "Youth and schools have a free membership and so count as new. Who was a member of another library is not recognised." }
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
),

known as (
    select
        person.*,
        one.is_new_audience
    from person
    inner join mart.proposition_user as one using (library_id, proposition, member_key)
),

once as (
    select distinct
        library_id,
        proposition,
        member_key,
        is_new_audience
    from known
),

whole as (
    select
        proposition,
        count(*) as all_persons,
        count(*) filter (is_new_audience) as all_new_persons
    from once
    group by proposition
)

select
    known.proposition,
    known.month,
    count(*) as persons,
    count(*) filter (known.is_new_audience) as new_persons,
    any_value(whole.all_persons) as all_persons,
    any_value(whole.all_new_persons) as all_new_persons
from known
inner join whole on known.proposition = whole.proposition
group by known.proposition, known.month
order by known.proposition, known.month
