-- purpose: { nl = "Alle toestemmingen van een bibliotheek, met het bewijs", en = "Every consent of a library, with its proof" }
-- grain: one row per consent that was given, withdrawn or refused, by the name of the person
-- params: library_id (text)
-- unit: consents
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
-- pitfalls: { nl = "Alleen een rij die telt geeft recht om te mailen of te bellen.", en = "Only a row that counts gives a right to mail or call." }
select
    person.name,
    consent.person_id,
    consent.channel,
    consent.purpose,
    consent.is_valid,
    consent.given_on,
    consent.withdrawn_on,
    consent.source,
    consent.wording,
    consent.wording_version,
    consent.proof
from mart.consent
inner join mart.person
    on consent.person_id = person.person_id
where consent.library_id = $library_id
order by
    person.name,
    consent.person_id,
    consent.purpose,
    consent.channel,
    consent.recorded_at
