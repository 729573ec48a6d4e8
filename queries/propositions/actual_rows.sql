-- purpose: { nl = "Mensen met een werkmoment, een rij per persoon en maand, zonder naam of nummer", en = "People with a moment, a row per person and month, without name or number" }
-- grain: one row per person and month with a checked-in moment
-- params: since (date, optional), until (date, optional), proposition (text, optional), branch_id (text, optional, narrows)
-- audience: eigen
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
)

select
    arg_max(branch.name, moment.checked_in) as branch,
    moment.proposition,
    moment.month,
    sum(moment.checked_in)::bigint as moments,
    any_value(person.first_used_on) as first_used_on,
    any_value(person.is_new_audience) as is_new_audience,
    max(moment.load_run_id) as load_run_id
from mart.proposition_person_month as moment
inner join span on moment.month between span.since and span.until
left join mart.branch as branch on moment.branch_id = branch.branch_id
left join mart.proposition_user as person
    on
        moment.library_id = person.library_id
        and moment.proposition = person.proposition
        and moment.member_key = person.member_key
where
    moment.checked_in > 0
    and ($proposition::varchar is null or moment.proposition = $proposition)
    and ($branch_id::varchar is null or moment.branch_id = $branch_id)
group by moment.library_id, moment.proposition, moment.month, moment.member_key
order by moment.month, first_used_on, branch
