-- purpose: { nl = "De groep Studie-/werkbezoeker per bibliotheek en maand, met en zonder een propositie", en = "The group Study or work visitor per library and month, with and without a proposition" }
-- formula: number / residents * 1000
-- numerator: { nl = "bekende personen met Studie-/werkbezoeker als doelgroep aan het eind van de maand", en = "known persons whose group is Study or work visitor at the end of the month" }
-- denominator: { nl = "inwoners van de gemeenten van de bibliotheek", en = "residents of the municipalities of the library" }
-- grain: { nl = "een rij per bibliotheek en maand met doelgroepen", en = "one row per library and month that has groups: it and the eleven months before were delivered" }
-- params: proposition (text, optional), matters (integer, optional)
-- counts: number, residents
-- split: library
-- note: who is known for less than three months counts as new and not in this group; started is the first whole month with this proposition
-- unit: persons
-- owner: coördinator proposities
-- pitfalls: { nl = "Inwoners zijn van de laatste telling die toen bekend was. Een verschil tussen bibliotheken is nog geen effect van de propositie.", en = "Residents are of the last count known then. A difference between libraries is not yet an effect of the proposition." }
-- version: 1
-- changed: 2026-11-24
with

grouped as (
    select
        scope_id,
        month,
        sum(persons) filter (segment = 'study_work')::bigint as number
    from mart.segment_month
    where person_kind = 'all' and scope_id like 'library:%'
    group by scope_id, month
)

select
    coalesce(library.name, residents_month.library_id) as library,
    residents_month.library_id,
    grouped.month,
    library_start.first_whole_month as started,
    library_start.reason,
    coalesce(grouped.number, 0)::bigint as number,
    residents_month.residents,
    $matters::varchar as matters
from grouped
inner join mart.residents_month as residents_month
    on grouped.scope_id = 'library:' || residents_month.library_id and grouped.month = residents_month.month
left join mart.library as library on residents_month.library_id = library.library_id
left join mart.library_start as library_start
    on residents_month.library_id = library_start.library_id and library_start.proposition = $proposition
where library.valid_to is null
order by library, grouped.month
