-- purpose: { nl = "Doelen van proposities, elke versie die is vastgelegd", en = "Targets of propositions, every version that was recorded" }
-- grain: one row per proposition, measure and version, the last version first
-- params: proposition (text, optional)
-- unit: targets
-- owner: coördinator proposities
-- version: 1
select
    target.*,
    proposition.code as proposition
from mart.proposition_target as target
inner join mart.proposition as proposition on target.proposition_id = proposition.proposition_id
where $proposition::varchar is null or proposition.code = $proposition
order by proposition.code asc, target.library_id asc, target.measure asc, target.version desc
