-- purpose: { nl = "Scholen in een programma, een rij per school", en = "Schools in a programme, a row per school" }
-- grain: one row per programme and school of the school year; without school_year the last one delivered
-- params: school_year (integer, optional)
-- audience: bibliotheek
-- measure: pupils
-- unit: pupils
-- owner: coördinator
-- version: 1
with

asked as (
    select coalesce($school_year::integer, max(school_year)) as school_year
    from mart.school_programme
)

select
    programme.programme,
    programme.school_year,
    programme.school_id as school,
    programme.level,
    programme.pupils,
    programme.pupils_missing,
    programme.load_run_id,
    programme.source_row
from mart.school_programme as programme
inner join asked on programme.school_year = asked.school_year
order by programme.programme, programme.school_id
