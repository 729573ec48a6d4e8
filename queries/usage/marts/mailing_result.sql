-- What came of a mailing, as a mailing tool counted it. Mails, not persons: who got two mails is in it twice.
select
    library_id,
    mailing_id,
    sent_on,
    kind,
    proposition,
    sent,
    sent_missing,
    bounced,
    bounced_missing,
    opened,
    opened_missing,
    clicked,
    clicked_missing,
    unsubscribed,
    unsubscribed_missing,
    sent - bounced as delivered,
    load_run_id,
    source_row
from warehouse.usage.mailing_result
where library_id in (select unnest(getvariable('libraries')::varchar[]))
