"""Lists as a workbook: rows of texts and days under headings, a sheet each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import xlsxwriter

from biebwijzer.exports.formulas import looks_like_formula

WIDEST = 48
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its headings, its rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """These sheets as XLSX; a text stays a text, also one that looks like a number or a formula."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        plain, quoted = book.add_format({"num_format": "@"}), book.add_format({"quote_prefix": True})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            sheet.freeze_panes(1, 0)
            for place, head in enumerate(one.heads):
                longest = max([len(head), *(len(str(row[place] or "")) for row in one.rows)])
                sheet.set_column(place, place, min(longest, WIDEST) + 2)
                sheet.write_string(0, place, head, bold)
            for number, row in enumerate(one.rows, start=1):
                for place, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, place, value, days)
                    elif value not in (None, ""):
                        text = str(value)
                        sheet.write_string(number, place, text, quoted if looks_like_formula(text) else plain)
    return file.getvalue()
