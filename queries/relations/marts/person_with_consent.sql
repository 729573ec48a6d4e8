-- Who may be written or called for what: only a consent that counts today, with its proof. Who is not here may not.
select
    consent.person_id,
    consent.library_id,
    consent.channel,
    consent.purpose,
    max(consent.given_on) as since
from mart.consent
inner join mart.person
    on consent.person_id = person.person_id
where consent.is_valid and consent.channel <> 'card'
group by all
