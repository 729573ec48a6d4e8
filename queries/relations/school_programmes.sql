-- purpose: { nl = "Programma's waaraan een school meedoet", en = "Programmes a school takes part in" }
-- grain: one row per programme and school year, the last year first
-- params: brin (text)
-- unit: pupils
-- owner: coördinator relaties
-- version: 1
select
    programme,
    school_year,
    level,
    pupils,
    pupils_missing
from mart.school_programme
where school_id = $brin
order by school_year desc, programme asc
