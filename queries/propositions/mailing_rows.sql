-- purpose: { nl = "Mailings over een propositie, een rij voor elke", en = "Mailings about a proposition, a row for each" }
-- grain: one row per mailing sent in the period
-- params: since (date), until (date), proposition (text)
-- audience: bibliotheek
-- unit: mails
-- owner: coördinator proposities
-- version: 1
select
    mailing_id,
    sent_on,
    sent,
    sent_missing,
    delivered,
    opened,
    opened_missing,
    clicked,
    clicked_missing,
    bounced,
    bounced_missing,
    unsubscribed,
    unsubscribed_missing,
    load_run_id,
    source_row
from mart.mailing_result
where
    proposition = $proposition
    and kind = 'marketing'
    and sent_on between $since::date and last_day($until::date)
order by sent_on, mailing_id
