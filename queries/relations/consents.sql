-- purpose: { nl = "Wat iemand goedvond of niet wil, met het bewijs", en = "What somebody agreed to or refused, with the proof" }
-- grain: one row per consent that was given, withdrawn or refused; is_current is what counts today per channel and purpose
-- params: person_id (text)
-- unit: consents
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
-- pitfalls: { nl = "Wat hier niet staat is onbekend, en dat telt als nee.", en = "What is not here is unknown, and that counts as no." }
select
    consent.consent_id,
    consent.card_id,
    consent.channel,
    consent.purpose,
    consent.wording,
    consent.wording_version,
    consent.source,
    consent.given_on,
    consent.proof,
    consent.recorded_at,
    recorder.full_name as recorded_by_name,
    consent.withdrawn_on,
    withdrawer.full_name as withdrawn_by_name,
    consent.is_valid,
    row_number() over (
        partition by consent.channel, consent.purpose
        order by
            consent.is_valid desc,
            consent.withdrawn_on desc nulls last,
            consent.given_on desc,
            consent.recorded_at desc,
            consent.consent_id asc
    ) = 1 as is_current
from mart.consent
left join mart.colleague_name as recorder
    on consent.recorded_by = recorder.app_user_id
left join mart.colleague_name as withdrawer
    on consent.withdrawn_by = withdrawer.app_user_id
where consent.person_id = $person_id
order by
    coalesce(consent.withdrawn_on, consent.given_on) desc,
    consent.recorded_at desc
