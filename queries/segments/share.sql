-- purpose: { nl = "Personen met deze primaire doelgroep, gedeeld door alle bekende personen op de peildatum", en = "Persons with this primary group, divided by all persons known on the reference date" }
-- formula: persons / persons of all groups together
-- numerator: { nl = "bekende personen met deze primaire doelgroep", en = "known persons with this primary group" }
-- denominator: { nl = "alle bekende personen: leden en gratis accounts, wie beide heeft telt een keer; bezoeken tellen niet mee", en = "all known persons: members and free accounts, whoever has both counts once; visits are not counted" }
-- grain: { nl = "een rij per doelgroep met personen op een van beide datums, en een van alle samen", en = "one row per group with persons on either date, and one of all groups together" }
-- params: on_month (date, optional), beside_month (date, optional), library_id (text, optional, narrows), branch_id (text, optional, narrows), person_kind (text, optional, narrows)
-- counts: persons, before
-- split: segment
-- adds_up: segment
-- rows: segments/share_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- pitfalls: { nl = "Iedereen staat in één doelgroep: de eerste regel die past. Wie ook in een andere had gepast, telt daar niet mee. Bezoekers zonder pas of account kennen we niet.", en = "Everybody is in one group: the first rule that fits. Who would have fitted another is not in that one. Visitors without a card or account are not known." }
-- version: 1
-- changed: 2026-11-24
with

scope as (
    select scope_id
    from mart.segment_scope
    where scope_id = coalesce('branch:' || $branch_id, 'library:' || $library_id, scope_id)
    order by width desc, scope_id asc
    limit 1
),

chosen as (
    select
        segment_month.month,
        segment_month.person_kind,
        segment_month.segment,
        segment_month.persons,
        segment_month.is_complete
    from mart.segment_month as segment_month
    inner join scope on segment_month.scope_id = scope.scope_id
),

dates as (
    select
        coalesce($on_month, max(month)) as on_month,
        coalesce($beside_month, on_month - interval 12 month)::date as beside_month
    from chosen
),

counted as (
    select
        dates.on_month,
        dates.beside_month,
        coalesce(chosen.segment, 'all') as segment,
        coalesce(sum(chosen.persons) filter (chosen.month = dates.on_month), 0)::bigint as persons,
        coalesce(sum(chosen.persons) filter (chosen.month = dates.beside_month), 0)::bigint as before
    from chosen
    inner join dates on chosen.month in (dates.on_month, dates.beside_month)
    where
        chosen.person_kind = coalesce($person_kind, 'all')
        and dates.on_month in (select known.month from chosen as known)
    group by dates.on_month, dates.beside_month, rollup (chosen.segment)
),

-- With other libraries on one date than on the other, like would not stand beside like.
beside as (
    select
        count(*) filter (chosen.month = dates.beside_month) > 0 and bool_and(chosen.is_complete) as is_comparable,
        bool_and(chosen.is_complete) as is_complete
    from chosen
    inner join dates on chosen.month in (dates.on_month, dates.beside_month)
)

select
    counted.segment,
    counted.persons,
    case when beside.is_comparable then counted.before end as before,
    case when not beside.is_comparable then 'not_delivered' end as before_missing,
    counted.on_month,
    counted.beside_month,
    beside.is_complete
from counted
cross join beside
order by
    counted.segment = 'all' asc,
    counted.segment = 'no_group' asc,
    counted.persons desc,
    counted.segment asc
