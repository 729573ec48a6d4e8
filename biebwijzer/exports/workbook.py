"""An exhibit as a workbook: a sheet to calculate with and a sheet that says what it is."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from biebwijzer.exports.formulas import looks_like_formula
from biebwijzer.look import Cell, Exhibit, Shown, SourceNote, audience_note, cells, heads, table_rows
from biebwijzer.look.theme import AXIS_INK
from biebwijzer.look.values import decimals_of
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words

# Excel's own numbers for languages: months are named as on the screen, whatever the reader's Excel speaks.
LANGUAGES = {"nl": "[$-413]", "en": "[$-809]"}
WIDEST = 48


def xlsx(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> bytes:
    """The exhibit's table with real numbers and dates, and a sheet 'Uitleg'."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        # Its own clock would make two files of one figure differ.
        title = exhibit.title(answer, words)
        book.set_properties({"title": title, "created": note.made_at.replace(tzinfo=None)})
        _figure_sheet(book, exhibit, answer, words)
        _explaining_sheet(book, explanation(exhibit, answer, words, note), words)
    return file.getvalue()


def _figure_sheet(book: Any, exhibit: Exhibit, answer: Answer, words: Words) -> None:
    sheet = book.add_worksheet(words("Cijfers"))
    sheet.freeze_panes(1, 0)
    rows = list(cells(exhibit, answer, words))
    texts = table_rows(exhibit, answer, words)[1]
    for place, (shown, head) in enumerate(zip(exhibit.table, heads(exhibit, words), strict=True)):
        longest = max([len(head), *(len(row[place]) for row in texts)])
        sheet.set_column(place, place, min(longest, WIDEST) + 3)
        sheet.write_string(0, place, head, _head_format(book, shown))
        _write_column(book, sheet, place, [row[place] for row in rows], _value_format(shown, answer, words))


def _write_column(book: Any, sheet: Any, place: int, column: list[Cell], style: dict[str, object]) -> None:
    valued, text = book.add_format(style), _text_styles(book)
    missing = _text_styles(book, align="right", font_color=AXIS_INK, italic=True)
    for number, cell in enumerate(column, start=1):
        if cell.missing:
            sheet.write_string(number, place, cell.missing, missing(cell.missing))
        elif isinstance(cell.value, (int, float, Decimal)):
            sheet.write_number(number, place, cell.value, valued)
        elif isinstance(cell.value, date):
            sheet.write_datetime(number, place, cell.value, valued)
        else:
            sheet.write_string(number, place, str(cell.value), text(str(cell.value)))


def _text_styles(book: Any, **style: object) -> Callable[[str], Any]:
    """The format for a text; one that a spreadsheet could take for a formula is quoted as well."""
    plain, quoted = book.add_format(style), book.add_format({**style, "quote_prefix": True})
    return lambda text: quoted if looks_like_formula(text) else plain


def _head_format(book: Any, shown: Shown) -> Any:
    side = "right" if shown.kind in ("number", "percent") else "left"
    return book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "align": side})


def _value_format(shown: Shown, answer: Answer, words: Words) -> dict[str, object]:
    language, decimals = LANGUAGES[words.language], decimals_of(answer.rows[shown.column])
    formats = {
        "number": "#,##0" + ("." + "0" * decimals if decimals else ""),
        "percent": "0.0%",
        "date": f"{language}d mmm yyyy",
        "month": f"{language}mmm yyyy",
        "year": "0",
    }
    side = "right" if shown.kind in ("number", "percent") else "left"
    return {"num_format": formats.get(shown.kind, "General"), "align": side}


def explanation(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> Iterator[tuple[str, ...]]:
    """Everything behind the figure, line by line: a head and what there is to say."""
    query = answer.query
    yield words("Figuur"), exhibit.title(answer, words)
    yield "", exhibit.subtitle(answer, words)
    yield words("Wat is dit?"), words.either(query.purpose)
    if query.formula:
        yield words("Berekening"), query.formula
    yield words("Eenheid"), query.unit
    yield words("Definitie"), words("{name}, versie {version}, van {owner}", **_definition(answer))
    yield from note.filters
    if exhibit.sources:
        yield words("Bron"), note.text
    for delivery in note.deliveries:
        yield words("Levering"), *delivery
    yield words("Voor wie"), audience_note(answer, words) or words("Er worden geen personen geteld")
    if answer.hidden:
        yield words("Verborgen cellen"), words.number(answer.hidden)
    yield words("Gemaakt"), words.moment(note.made_at)


def _definition(answer: Answer) -> dict[str, object]:
    query = answer.query
    return {"name": query.name, "version": query.version, "owner": query.owner}


def _explaining_sheet(book: Any, lines: Iterator[tuple[str, ...]], words: Words) -> None:
    sheet = book.add_worksheet(words("Uitleg"))
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 6, 20)
    bold = book.add_format({"bold": True, "valign": "top"})
    styled = _text_styles(book, text_wrap=True, valign="top")
    for number, (head, *texts) in enumerate(lines):
        sheet.write_string(number, 0, head, bold)
        for place, text in enumerate(texts, start=1):
            sheet.write_string(number, place, text, styled(text))
