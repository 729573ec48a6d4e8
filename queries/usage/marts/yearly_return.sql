-- What a library stated for a year: its active users and its loans, renewals and loans on line included.
select
    library_id,
    since,
    active_users,
    active_users_missing,
    book_loans,
    book_loans_missing,
    audiobook_loans,
    audiobook_loans_missing,
    ebook_loans,
    ebook_loans_missing,
    eaudio_loans,
    eaudio_loans_missing,
    load_run_id,
    source_row
from warehouse.usage.yearly_return
where library_id in (select unnest(getvariable('libraries')::varchar[]))
