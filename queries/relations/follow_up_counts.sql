-- purpose: { nl = "Afspraken zonder namen", en = "Promises without names" }
-- formula: open, of which due before the day asked
-- counted: { nl = "beloften die nog open staan, en daarvan die vóór de gevraagde dag gedaan hadden moeten zijn", en = "promises that are still open, and of those the ones due before the day asked about" }
-- grain: { nl = "een rij per bibliotheek", en = "one row per library" }
-- params: on_date (date)
-- unit: follow-ups
-- owner: manager
-- pitfalls: { nl = "Een belofte zonder eigenaar telt voor niemand als te laat werk.", en = "A promise without an owner counts as nobody's late work." }
-- version: 1
-- changed: 2026-11-23
select
    library_id,
    count(*) filter (where status = 'open') as open_count,
    count(*) filter (where status = 'open' and due_on < $on_date) as late_count,
    count(*) filter (where status = 'done') as done_count
from mart.follow_up_state
group by library_id
order by library_id
