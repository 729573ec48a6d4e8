-- purpose: { nl = "Proposities met wat ze beloven en waarom", en = "Propositions with what they promise and why" }
-- grain: one row per library and proposition
-- params: proposition (text, optional)
-- unit: propositions
-- owner: coördinator proposities
-- version: 1
select
    proposition.*,
    library.name as library
from mart.proposition as proposition
left join mart.library as library on proposition.library_id = library.library_id
where $proposition::varchar is null or proposition.code = $proposition
order by proposition.name, library.name
