-- purpose: { nl = "Wie zich aanmeldde en hoever die kwam, een rij per persoon, zonder naam of nummer", en = "Who registered and how far they came, a row per person, without name or number" }
-- grain: one row per person who registered in the period
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
    person.registered_at,
    person.first_reserved_at,
    person.first_used_on,
    person.second_used_on,
    person.first_used_on + 60 <= delivered.last_day as is_over,
    person.load_run_id
from mart.proposition_user as person
left join mart.proposition_delivered as delivered using (library_id, proposition)
inner join span on person.registered_at::date between span.since and last_day(span.until)
left join mart.branch as branch on person.registered_branch_id = branch.branch_id
where
    ($proposition::varchar is null or person.proposition = $proposition)
    and ($branch_id::varchar is null or person.registered_branch_id = $branch_id)
order by person.registered_at, branch.name
