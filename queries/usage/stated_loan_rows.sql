-- purpose: { nl = "Uitleningen per bibliotheek en jaar, zoals opgegeven", en = "Loans per library and year, as stated" }
-- grain: one row per library and year
-- unit: loans
-- owner: manager
-- version: 1
select
    library.name as library,
    yearly_return.since,
    yearly_return.book_loans,
    yearly_return.book_loans_missing,
    yearly_return.audiobook_loans,
    yearly_return.audiobook_loans_missing,
    yearly_return.ebook_loans,
    yearly_return.ebook_loans_missing,
    yearly_return.eaudio_loans,
    yearly_return.eaudio_loans_missing,
    yearly_return.load_run_id,
    yearly_return.source_row
from mart.yearly_return as yearly_return
left join mart.library as library on yearly_return.library_id = library.library_id
order by yearly_return.since, library.name
