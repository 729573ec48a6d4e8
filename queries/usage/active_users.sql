-- purpose: { nl = "Actieve gebruikers per jaar, zoals bibliotheken ze opgaven", en = "Active users per year, as libraries stated them" }
-- formula: sum(active_users)
-- counted: { nl = "wie in het jaar iets leende, elke persoon één keer, per bibliotheek zoals die het opgaf; 'all' telt de bibliotheken met een getal op", en = "who borrowed something in the year, each person once, per library as it stated them; 'all' adds up the libraries with a number" }
-- grain: { nl = "een rij per jaar en bibliotheek, en een voor alle samen; een jaar heet naar zijn eerste dag", en = "one row per year and library, and one for all together; a year is called by its first day" }
-- counts: active_users
-- split: library
-- adds_up: library per since
-- rows: usage/active_user_rows
-- measure: active_users
-- unit: persons
-- owner: manager
-- pitfalls: { nl = "Een bibliotheek zonder getal telt niet mee en is geen nul. Wie bij twee bibliotheken leent, telt twee keer. Waar een opgave delen en een totaal heeft, tellen de delen, ook als ze samen niet het totaal zijn.", en = "A library without a number is not in it, and is no zero. Who borrows at two libraries counts twice. Where a return has parts and a total, the parts count, also where they don't add up to the total." }
-- version: 1
-- changed: 2026-11-29
select
    yearly_return.since,
    coalesce(library.name, yearly_return.library_id) as library,
    yearly_return.active_users,
    yearly_return.active_users_missing
from mart.yearly_return as yearly_return
left join mart.library as library on yearly_return.library_id = library.library_id
union all
select
    since,
    'all' as library,
    sum(active_users)::bigint as active_users,
    case when count(active_users) = 0 then min(active_users_missing) end as active_users_missing
from mart.yearly_return
group by since
order by since asc, active_users desc nulls last, library asc
