-- purpose: { nl = "Leerlingen die een schoolprogramma bereikt, naast het schooljaar ervoor", en = "Pupils that a school programme reaches, beside the school year before" }
-- formula: sum(pupils)
-- counted: { nl = "leerlingen van de scholen die meedoen, opgeteld per programma; wie in twee programma's zit staat in beide", en = "pupils of the schools that take part, added up per programme; who is in two programmes is in both" }
-- grain: { nl = "een rij per programma van het schooljaar", en = "one row per programme of the school year; without school_year the last one delivered" }
-- params: school_year (integer, optional)
-- note: pupils as the school counted them, like participants: nobody is in it as a person
-- rows: activities/school_programme_rows
-- measure: pupils
-- unit: pupils
-- owner: coördinator
-- pitfalls: { nl = "Een leerling op een school met twee programma's staat in beide: tel programma's niet op tot kinderen. Het aantal leerlingen is zoals de school het opgaf.", en = "A pupil of a school with two programmes is in both: don't add programmes up to children. Pupils are as the school stated them." }
-- version: 1
-- changed: 2026-11-24
with

asked as (
    select coalesce($school_year::integer, max(school_year)) as school_year
    from mart.school_programme
),

per_year as (
    select
        programme,
        school_year,
        sum(pupils)::bigint as pupils,
        case when count(pupils) = 0 then min(pupils_missing) end as pupils_missing,
        count(*) as schools,
        count(*) - count(pupils) as uncounted
    from mart.school_programme
    group by programme, school_year
)

select
    now_.programme,
    now_.school_year,
    now_.pupils,
    now_.pupils_missing,
    now_.schools,
    now_.uncounted,
    before_.pupils as before,
    before_.schools as schools_before
from per_year as now_
inner join asked on now_.school_year = asked.school_year
left join per_year as before_ on now_.programme = before_.programme and now_.school_year - 1 = before_.school_year
order by now_.pupils desc nulls last, now_.programme asc
