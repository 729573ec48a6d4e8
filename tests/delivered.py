"""The delivered files of Newcastle read in plain Python: what the figures are held against."""

import csv
from datetime import date
from functools import cache

from biebwijzer.settings import ROOT

FOLDER = ROOT / "examples" / "newcastle"
REFERENCE_DATE = date(2016, 4, 6)


@cache
def monthly(name: str) -> dict[tuple[str, date], int | None]:
    """Branch and month to the number in the cell; a blank is None, a month without a column has no key."""
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    months = [date(int(text.split("-")[0]), int(text.split("-")[1]), 1) for text in head[1:]]
    return {
        (row[0], month): int(cell) if cell.strip() else None
        for row in rows
        for month, cell in zip(months, row[1:], strict=False)
    }


def visits() -> dict[tuple[str, date], int | None]:
    """Visits per branch and month."""
    return monthly("2008-onwards-monthly-visits.csv")


def loans() -> dict[tuple[str, date], int | None]:
    """Loans per branch and month."""
    return monthly("2008-onwards-monthly-issues-by-branch.csv")


def by_month(cells: dict[tuple[str, date], int | None]) -> dict[date, int]:
    """Months with at least one number, to their sum."""
    found: dict[date, int] = {}
    for (_, month), number in cells.items():
        if number is not None:
            found[month] = found.get(month, 0) + number
    return found


@cache
def members() -> list[tuple[str, date | None, date | None]]:
    """Branch, date of joining and date of last use of every member."""
    with (FOLDER / "active-members-branch-postcode-2016-04-06.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            (row["Library Registered At"], day_first(row["Date Added"]), day_first(row["Last Used Date"]))
            for row in csv.DictReader(file)
        ]


def day_first(text: str) -> date | None:
    """04/09/15 and 04/09/2015 are both the fourth of September."""
    if not text.strip():
        return None
    day, month, year = (int(part) for part in text.split("/"))
    return date(year if year > 99 else 2000 + year if year < 50 else 1900 + year, month, day)
