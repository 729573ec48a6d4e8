-- purpose: { nl = "Bezoek per bibliotheek en maand, met en zonder een propositie", en = "Visits per library and month, with and without a proposition" }
-- formula: number / residents * 1000
-- numerator: { nl = "getelde bezoeken aan alle vestigingen in de maand", en = "counted visits to all branches in the month" }
-- denominator: { nl = "inwoners van de gemeenten van de bibliotheek", en = "residents of the municipalities of the library" }
-- grain: { nl = "een rij per bibliotheek en maand; zonder getal als een vestiging niet telde of een week dicht was", en = "one row per library and month; without a number when a branch did not count or was closed for a week" }
-- params: proposition (text, optional), matters (integer, optional)
-- counts: number, residents
-- split: library
-- note: visits are no persons; they are rounded outside the library like all the numbers of this question
-- unit: visits
-- owner: coördinator proposities
-- pitfalls: { nl = "Bezoeken zijn getelde binnenkomsten en geen personen. Een andere telmethode lijkt op een effect.", en = "Visits are counted entries and not persons. Another way of counting looks like an effect." }
-- version: 1
-- changed: 2026-11-24
with

per_library as (
    select
        library_id,
        month,
        sum(visits)::bigint as visits,
        count(*) filter (visits is null) as lacking,
        count(visits) as branches
    from mart.visits_month
    group by library_id, month
),

-- As many branches as in the months around it: a branch that opened or stopped makes another library of it.
compared as (
    select
        library_id,
        month,
        visits,
        lacking,
        branches,
        median(branches) over (
            partition by library_id order by month rows between 3 preceding and 3 following
        ) as usual
    from per_library
),

-- Months in which a branch was closed for a week or more.
closed as (
    select distinct
        compared.library_id,
        compared.month
    from compared
    inner join mart.closure as closure
        on
            compared.library_id = closure.library_id
            and compared.month <= closure.until
            and last_day(compared.month) >= closure.since
    where least(closure.until, last_day(compared.month)) - greatest(closure.since, compared.month) >= 6
),

judged as (
    select
        compared.library_id,
        compared.month,
        compared.visits,
        compared.lacking = 0 and compared.branches >= compared.usual and closed.month is null as is_whole
    from compared
    left join closed on compared.library_id = closed.library_id and compared.month = closed.month
)

select
    coalesce(library.name, judged.library_id) as library,
    judged.library_id,
    judged.month,
    library_start.first_whole_month as started,
    library_start.reason,
    case when judged.is_whole then judged.visits end as number,
    case when not judged.is_whole then 'unknown' end as number_missing,
    residents_month.residents,
    $matters::varchar as matters
from judged
inner join mart.residents_month as residents_month
    on judged.library_id = residents_month.library_id and judged.month = residents_month.month
left join mart.library as library on judged.library_id = library.library_id
left join mart.library_start as library_start
    on judged.library_id = library_start.library_id and library_start.proposition = $proposition
where library.valid_to is null
order by library, judged.month
