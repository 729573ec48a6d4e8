-- purpose: { nl = "Peildatums waarvoor leden geleverd zijn", en = "Reference dates for which members were delivered" }
-- grain: one row per reference date, the latest first
-- unit: dates
-- owner: gegevensbeheerder
-- version: 1
select distinct reference_date
from mart.member
order by reference_date desc
