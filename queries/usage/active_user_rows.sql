-- purpose: { nl = "Actieve gebruikers per bibliotheek en jaar, zoals opgegeven", en = "Active users per library and year, as stated" }
-- grain: one row per library and year
-- audience: eigen
-- unit: persons
-- owner: manager
-- version: 1
select
    library.name as library,
    yearly_return.since,
    yearly_return.active_users,
    yearly_return.active_users_missing,
    yearly_return.load_run_id,
    yearly_return.source_row
from mart.yearly_return as yearly_return
left join mart.library as library on yearly_return.library_id = library.library_id
order by yearly_return.since, library.name
