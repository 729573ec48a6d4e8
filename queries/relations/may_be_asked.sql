-- purpose: { nl = "Wie we voor dit doel mogen schrijven of bellen", en = "Whom we may write or call for this purpose" }
-- grain: one row per person with a consent that counts today, by name
-- params: purpose (text), channel (text), most (integer, optional)
-- unit: persons
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
-- pitfalls: { nl = "Wie hier niet staat, mag je niet schrijven: onbekend is nee. Wie ja zei maar geen adres heeft, telt mee en is niet te bereiken.", en = "Whom is not here you may not write: unknown is no. Who said yes without an address counts and can't be reached." }
select
    person.person_id,
    person.library_id,
    person.first_name,
    person.infix,
    person.last_name,
    person.name,
    case person_with_consent.channel
        when 'mail' then person.email
        when 'post' then nullif(concat_ws(' ', person.postcode, person.place), '')
        else person.phone
    end as address,
    person_with_consent.since
from mart.person_with_consent
inner join mart.person
    on person_with_consent.person_id = person.person_id
where
    person_with_consent.purpose = $purpose
    and person_with_consent.channel = $channel
order by
    person.last_name,
    person.first_name,
    person.person_id
limit $most
