-- purpose: { nl = "Mensen met een werkmoment in de maand, een rij per persoon en propositie, zonder naam of nummer", en = "People with a moment in the month, a row per person and proposition, without name or number" }
-- grain: one row per person and proposition with a checked-in moment in the month
-- params: until (date, optional)
-- audience: eigen
-- unit: persons
-- owner: coördinator proposities
-- version: 1
with

span as (
    select coalesce($until::date, max(last_month))::date as month
    from mart.proposition_delivered
)

select
    arg_max(branch.name, moment.checked_in) as branch,
    moment.proposition,
    moment.month,
    sum(moment.checked_in)::bigint as moments,
    max(moment.load_run_id) as load_run_id
from mart.proposition_person_month as moment
inner join span on moment.month = span.month
left join mart.branch as branch on moment.branch_id = branch.branch_id
where moment.checked_in > 0 and moment.proposition <> 'workplace'
group by moment.library_id, moment.proposition, moment.month, moment.member_key
order by moment.proposition, branch
