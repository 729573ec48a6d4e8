"""An exhibit as CSV for whoever calculates with it: the stored values, not the written ones.

RFC 4180, UTF-8 without a mark at the beginning, commas, points in numbers, ISO dates, the columns by the names
they have in the definition, whatever the language. A spreadsheet is better served by the workbook.
"""

import csv as lines
from collections.abc import Iterator
from datetime import date
from io import StringIO

from biebwijzer.exports.formulas import looks_like_formula
from biebwijzer.look import Exhibit, Shown, SourceNote
from biebwijzer.look.values import is_value
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words


def csv(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> bytes:
    """The exhibit's columns; where a number can be missing a column `<name>_missing` says why."""
    out = StringIO(newline="")
    writer = lines.writer(out)
    columns = list(_columns(exhibit, answer))
    writer.writerow([name for name, _ in columns])
    writer.writerows(zip(*(values for _, values in columns), strict=True))
    return out.getvalue().encode()


def _columns(exhibit: Exhibit, answer: Answer) -> Iterator[tuple[str, list[str]]]:
    for shown in exhibit.table:
        yield shown.column, [_raw(value, shown) for value in answer.rows[shown.column]]
        twin = f"{shown.column}_missing"
        if twin in answer.rows.columns and answer.rows[twin].null_count() < answer.rows.height:
            yield twin, [why or "" for why in answer.rows[twin]]


def _raw(value: object, shown: Shown) -> str:
    if not is_value(value):
        return ""
    if isinstance(value, date):
        return value.strftime("%Y-%m") if shown.kind == "month" else value.isoformat()
    text = str(value)
    # Text that a spreadsheet would run as a formula gets the apostrophe with which one types it as text.
    return f"'{text}" if isinstance(value, str) and looks_like_formula(text) else text
