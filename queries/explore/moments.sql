-- purpose: { nl = "Maanden, peildatums en jaren waarvan er iets te verkennen is", en = "Months, reference dates and years of which there is something to explore" }
-- grain: one row per measure and month, reference date or year with something in it
-- unit: dates
-- owner: gegevensbeheerder
-- version: 1
select
    measure,
    month as moment
from mart.usage_month
where number is not null
union
select
    'visits_by_hour' as measure,
    month as moment
from mart.visits_hour
union
select
    unnest(['activities', 'participants']) as measure,
    date_trunc('month', held_on)::date as moment
from mart.activity
where held_on <= current_date
union
select
    'known_persons' as measure,
    month as moment
from mart.segment_month
union
select
    'members' as measure,
    reference_date as moment
from mart.member
union
select
    'registrations' as measure,
    date_trunc('year', registered_at)::date as moment
from mart.registration
union
select
    'reservations' as measure,
    date_trunc('year', starts_at)::date as moment
from mart.reservation
order by measure, moment
