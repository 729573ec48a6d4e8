-- purpose: { nl = "Welke collega deze relatie het laatst sprak", en = "Which colleague spoke to this relation last" }
-- grain: one row, or none
-- params: organisation_id (text, optional), person_id (text, optional), library_id (text)
-- unit: colleagues
-- owner: coördinator relaties
-- version: 2
-- changed: 2026-11-28
-- pitfalls: { nl = "Ook een gesprek waar de persoon naast een ander bij was telt.", en = "A talk where the person was beside somebody else counts too." }
select contact_moment.recorded_by
from mart.contact_moment
inner join mart.colleague
    on
        contact_moment.recorded_by = colleague.app_user_id
        and colleague.library_id = $library_id
        and colleague.takes_work
where
    contact_moment.organisation_id = $organisation_id
    or contact_moment.person_id = $person_id
    or contact_moment.contact_moment_id in (
        select contact_moment_person.contact_moment_id
        from mart.contact_moment_person
        where contact_moment_person.person_id = $person_id and not contact_moment_person.is_first
    )
order by
    contact_moment.spoken_on desc,
    contact_moment.recorded_at desc
limit 1
