-- purpose: { nl = "Waar en wanneer een propositie is ingevoerd, en waarom toen", en = "Where and when a proposition was introduced, and why then" }
-- grain: one row per introduction; without a branch it holds for all of the library
-- params: proposition (text, optional)
-- unit: introductions
-- owner: coördinator proposities
-- version: 1
select
    introduction.introduction_id,
    introduction.library_id,
    introduction.proposition_id,
    proposition.code as proposition,
    introduction.branch_id,
    branch.name as branch,
    introduction.started_on,
    introduction.first_whole_month,
    introduction.reason,
    introduction.row_version
from mart.introduction as introduction
inner join mart.proposition as proposition on introduction.proposition_id = proposition.proposition_id
left join mart.branch as branch on introduction.branch_id = branch.branch_id
where $proposition::varchar is null or proposition.code = $proposition
order by proposition.code, introduction.started_on, branch.name
