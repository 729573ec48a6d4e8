-- purpose: { nl = "Uitleningen per jaar en soort, zoals bibliotheken ze opgaven", en = "Loans per year and format, as libraries stated them" }
-- formula: sum(loans) over books, audiobooks, e-books and audiobooks on line
-- counted: { nl = "de opgaven van het jaar opgeteld, per soort en samen; verlengingen tellen mee", en = "the returns of the year added up, per format and together; renewals are in it" }
-- grain: { nl = "een rij per jaar; een jaar heet naar zijn eerste dag", en = "one row per year; a year is called by its first day" }
-- rows: usage/stated_loan_rows
-- measure: loans
-- unit: loans
-- owner: manager
-- pitfalls: { nl = "Dit zijn andere uitleningen dan die per maand: hier tellen verlengingen en e-books mee. Een soort zonder getal is geen nul: 'onvolledig' zegt bij hoeveel bibliotheken er een ontbreekt.", en = "These are other loans than those per month: renewals and e-books are in it. A format without a number is no zero: 'incomplete' says of how many libraries one lacks." }
-- version: 1
-- changed: 2026-11-29
with

per_year as (
    select
        since,
        sum(book_loans)::bigint as book_loans,
        sum(audiobook_loans)::bigint as audiobook_loans,
        sum(ebook_loans)::bigint as ebook_loans,
        sum(eaudio_loans)::bigint as eaudio_loans,
        count(*) as libraries,
        count(*) filter (
            where book_loans is null or audiobook_loans is null or ebook_loans is null or eaudio_loans is null
        ) as incomplete
    from mart.yearly_return
    group by since
)

select
    since,
    list_sum([book_loans, audiobook_loans, ebook_loans, eaudio_loans])::bigint as loans,
    book_loans,
    audiobook_loans,
    ebook_loans,
    eaudio_loans,
    libraries,
    incomplete
from per_year
order by since
