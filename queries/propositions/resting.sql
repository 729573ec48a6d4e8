-- purpose: { nl = "Proposities die op een reden van bezoek of een groep rusten", en = "Propositions that rest on a reason of visit or a group" }
-- grain: one row per library, proposition and what it rests on
-- unit: propositions
-- owner: coördinator proposities
-- version: 1
with

resting as (
    select
        code,
        name,
        'reason' as kind,
        rests_on_reason as rests_on
    from mart.proposition
    where status <> 'stopped'
    union all
    select
        code,
        name,
        'group' as kind,
        rests_on_group as rests_on
    from mart.proposition
    where status <> 'stopped'
)

select distinct
    code,
    name,
    kind,
    rests_on
from resting
where rests_on is not null
order by name, code, kind
