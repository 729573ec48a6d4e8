"""The returns of English library services, as they come: users and loans land and are asked as they were published."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from biebwijzer import intake
from biebwijzer.access import refreshed

pytestmark = [pytest.mark.slow, pytest.mark.embedded]

BOOK = Path(__file__).parents[1] / "files" / "english_returns" / "libraries_activity_2023_24.xlsx"
PUBLISHED_USERS, PUBLISHED_LOANS = 4_398_843, 126_390_926
# The table that was published leaves these two out, with more members than most who live there.
LEFT_OUT = ("Bracknell Forest", "Peterborough Libraries")
USERS = [f"Active Members - {age}" for age in ("Adults (18+)", "Children (≤11)", "Teens (12-17)")]
AGES = ("Adult 18", "Children Under 12", "Young People Under 12 17")
# Per format what stands before its months by age, behind them, and before those of its total.
FORMATS = {
    "book_loans": ("Loans And Lending", "", "Total Number Of Physical Book Issues"),
    "audiobook_loans": ("Loans And Lending", "_digital", "Total Number Of Physical Audio Book Issues"),
    "ebook_loans": ("Ebooks", "", "Total Number Of Ebooks Issues"),
    "eaudio_loans": ("Digital Audio Book Issues", "", "Total Number Of Digital Audio Book Issues"),
}


def services() -> dict[str, dict[str, object]]:
    """What each service filled in, by heading, read with another reader than ours."""
    head, *rows = openpyxl.load_workbook(BOOK)["Activity Data 2024"].iter_rows(values_only=True)
    names = [str(one).strip() for one in head]
    return {str(row[0]).strip(): dict(zip(names, row, strict=True)) for row in rows}


def filled(service: dict[str, object], headings: list[str]) -> list[int]:
    return [int(str(service[one])) for one in headings if service[one] is not None]


def months(service: dict[str, object], begins: str, ends: str = "") -> list[str]:
    """The headings of a measure, a month each."""
    found = [one for one in service if one.startswith(f"{begins} - ") and one.endswith(("2023" + ends, "2024" + ends))]
    assert len(found) == 12
    return found


def total_of(service: dict[str, object], name: str) -> int:
    return sum(filled(service, months(service, FORMATS[name][2])))


def by_hand(service: dict[str, object], name: str) -> int | None:
    """A number of a service: its ages where it fills in any, else its total, else nothing."""
    if name == "active_users":
        choices = [USERS, ["Total Active Members"]]
    else:
        begins, ends, total = FORMATS[name]
        ages = [one for age in AGES for one in months(service, f"{begins} {age}", ends)]
        choices = [ages, months(service, total)]
    return next((sum(numbers) for one in choices if (numbers := filled(service, one))), None)


def test_users_and_loans_of_english_libraries_are_asked_as_published_and_of_each_as_worked_out_by_hand(place):
    told = services()
    libraries = [{"library_id": f"uk-{number}", "name": name} for number, name in enumerate(told)]
    assert intake.deliver_rows(place.operator, "libraries", libraries).refused == 0

    outcome = intake.deliver(refreshed(place.operator), "yearly_returns_england", BOOK)

    assert (outcome.status, outcome.accepted, outcome.refused) == ("active", 129, 0)
    at_work = refreshed(place.operator)
    users = dict(at_work.ask("usage/active_users").rows.select("library", "active_users").iter_rows())
    loans = at_work.ask("usage/stated_loans").rows["loans"].item()
    assert users["all"] - sum(users[name] for name in LEFT_OUT) == PUBLISHED_USERS
    # It counts these totals beside the ages that they are the totals of; nothing of ours counts twice.
    coventry, norfolk = (next(one for name, one in told.items() if name.startswith(begin)) for begin in ("Cov", "Norf"))
    twice = total_of(coventry, "book_loans") + total_of(coventry, "audiobook_loans") + total_of(norfolk, "eaudio_loans")
    assert loans == PUBLISHED_LOANS - twice == 125_846_135

    rows = [at_work.ask(f"usage/{name}_rows").rows for name in ("active_user", "stated_loan")]
    lacking: Counter = Counter()
    for row in rows[0].join(rows[1], on="library").iter_rows(named=True):
        for measure in ("active_users", *FORMATS):
            expected = by_hand(told[row["library"]], measure)
            # What was not filled in is missing, never nought.
            why = "empty" if expected is None else None
            assert (row[measure], row[f"{measure}_missing"]) == (expected, why), (row["library"], measure)
            lacking[measure] += expected is None
    assert lacking == {
        "active_users": 2, "book_loans": 4, "audiobook_loans": 15, "ebook_loans": 15, "eaudio_loans": 16,
    }  # fmt: skip
