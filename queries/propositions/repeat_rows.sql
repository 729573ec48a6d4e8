-- purpose: { nl = "Eerste en tweede werkmoment, een rij per persoon van wie de 60 dagen om zijn, zonder naam of nummer", en = "First and second moment, a row per person whose 60 days are over, without name or number" }
-- grain: one row per person with the first checked-in moment in the period and 60 days after it
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
    branch.name as branch,
    person.proposition,
    person.first_used_on,
    person.second_used_on,
    coalesce(person.second_used_on <= person.first_used_on + 60, false) as is_back,
    person.load_run_id
from mart.proposition_user as person
inner join mart.proposition_delivered as delivered using (library_id, proposition)
inner join span on person.first_used_on between span.since and last_day(span.until)
left join mart.branch as branch on person.first_branch_id = branch.branch_id
where
    person.first_used_on + 60 <= delivered.last_day
    and ($proposition::varchar is null or person.proposition = $proposition)
    and ($branch_id::varchar is null or person.first_branch_id = $branch_id)
order by person.first_used_on, branch.name
