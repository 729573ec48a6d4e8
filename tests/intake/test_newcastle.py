"""The open data of Newcastle: what was delivered is what one asks, to the last cell."""

import csv
from collections import Counter
from datetime import date, datetime

import duckdb
import pytest

from biebwijzer.access import operator_workspace
from biebwijzer.intake import correct, deliver, sources
from biebwijzer.intake.contract import table_statements
from biebwijzer.intake.running import start
from biebwijzer.intake.sources import read_source
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Asking, Stores
from tests.conftest import TODAY, settings_of
from tests.engines import copied, looked_up

pytestmark = pytest.mark.alike

FOLDER = ROOT / "examples" / "newcastle"
VISITS = FOLDER / "2008-onwards-monthly-visits.csv"
LOANS = FOLDER / "2008-onwards-monthly-issues-by-branch.csv"
MEMBERS = FOLDER / "active-members-branch-postcode-2016-04-06.csv"
LOANS_ONLY = {date(2020, month, 1) for month in range(5, 13)} | {date(2021, month, 1) for month in range(1, 4)}


@pytest.fixture(scope="module")
def newcastle(newcastle_home, tmp_path_factory):
    """A copy of the home of Newcastle, read by the operator."""
    home = copied(newcastle_home, tmp_path_factory.mktemp("read") / "home")
    stores = Stores(settings_of(home), table_statements())
    yield operator_workspace(stores, Asking(stores), TODAY, "nl")
    stores.close()


@pytest.fixture(scope="module")
def landed(newcastle):
    """The version everybody sees, to look at its tables."""
    return lambda question: looked_up(newcastle.stores, question)


def first_of(month: str) -> date:
    """'2023-1' as a date."""
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def cells(path) -> dict[tuple[str, date], str]:
    """Every cell of a wide file as text, by branch and month, in plain Python."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    months = [first_of(month) for month in head[1:]]
    return {(row[0], month): cell for row in rows for month, cell in zip(months, row[1:], strict=True)}


def per_year(path) -> dict[int, int]:
    """What a file adds up to per year, in plain Python."""
    found: Counter[int] = Counter()
    for (_, month), cell in cells(path).items():
        if cell:
            found[month.year] += int(cell)
    return dict(found)


@pytest.mark.parametrize(
    ("file", "question", "measure", "total", "of_2019", "of_2024"),
    [
        (VISITS, "usage/visits_per_year", "visits", 21_063_804, 811_896, 389_013),
        (LOANS, "usage/loans_per_year", "loans", 10_489_731, 344_576, 189_609),
    ],
)
def test_totals_are_those_of_the_file_and_those_published(newcastle, file, question, measure, total, of_2019, of_2024):
    asked = dict(newcastle.ask(question).rows.select("year", measure).iter_rows())

    assert asked == per_year(file)
    assert (sum(asked.values()), asked[2019], asked[2024]) == (total, of_2019, of_2024)


def test_every_cell_is_the_one_a_third_party_tidied(landed):
    with (ROOT / "tests" / "files" / "newcastle" / "dashboard_usage.csv").open(encoding="utf-8") as file:
        tidy = {(row["Library"], first_of(row["month"])): row for row in csv.DictReader(file)}
    for table, measure, theirs in (("visit_count", "visits", "visits"), ("loan_count", "loans", "issues")):
        ours = {
            (name, month): value
            for name, month, value in landed(
                f"select name, month, {measure} from w.usage.{table} join w.usage.branch using (branch_id)"
            )
        }
        compared = [key for key in tidy if key in ours]

        assert [key for key in compared if written(ours[key]) != tidy[key][theirs]] == []
        assert len(compared) == len(tidy) == 3_474
        # Theirs lacks the mobile library, and for loans the months in which no visits were counted.
        lacking = {key for key in set(ours) - set(tidy) if ours[key] is not None and key[0] != "Mobile"}
        assert {month for _, month in lacking} == (set() if measure == "visits" else LOANS_ONLY)


def written(number: int | None) -> str:
    """A number as a cell."""
    return "" if number is None else str(number)


def test_a_blank_is_no_zero_and_a_zero_is_no_blank(landed):
    expected = cells(VISITS)

    stored = {
        (name, month): (visits, why)
        for name, month, visits, why in landed(
            "select name, month, visits, visits_missing from w.usage.visit_count join w.usage.branch using (branch_id)"
        )
    }

    assert {key: (int(cell), None) if cell else (None, "empty") for key, cell in expected.items()} == stored
    assert (0, None) in stored.values() and (None, "empty") in stored.values()


def test_months_that_are_no_column_have_no_row(landed):
    months = {month for (month,) in landed("select distinct month from w.usage.visit_count")}

    absent = {date(2020, month, 1) for month in range(6, 13)} | {date(2021, month, 1) for month in range(1, 4)}
    assert not months & absent and len(months) == 194
    assert len({month for (month,) in landed("select distinct month from w.usage.loan_count")}) == 204


def day_first(text: str) -> date | None:
    """A date of the member file as its source says it is written."""
    return datetime.strptime(text, "%d/%m/%Y" if len(text) == 10 else "%d/%m/%y").date() if text else None


def test_every_member_is_there_with_the_dates_read_day_first(landed):
    with MEMBERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    stored = landed("select source_row, postcode_area, joined_on, last_used_on from w.usage.member order by 1")

    assert len(stored) == 80_752
    assert stored == [
        (n, row["Postcode"], day_first(row["Date Added"]), day_first(row["Last Used Date"]))
        for n, row in enumerate(rows, start=2)
    ]
    assert sum(used is None for *_, used in stored) + sum(joined is None for _, _, joined, _ in stored) == 256


def test_reading_the_short_dates_month_first_is_contradicted_by_the_file_itself(newcastle_copy):
    text = next(one.text for one in sources() if one.source_id == "newcastle_members")
    other_way = read_source("newcastle_members", text.replace('"%d/%m/%y"', '"%m/%d/%y"'))

    outcome = start(newcastle_copy, other_way, MEMBERS, "newcastle", preview=True)

    refused = newcastle_copy.stores.home / "jobs" / outcome.run_id / "refused.parquet"
    found = duckdb.sql(
        f"select column_name, expected = '2016-04-06' as after_the_day, count(*) from '{refused}' group by all"
    ).fetchall()
    assert outcome.report["refused"] > 0
    assert {(name, after): n for name, after, n in found} == contradictions()


def contradictions() -> dict[tuple[str, bool], int]:
    """The same in plain Python: how often month-first puts a date after the day or joining after last use."""

    def month_first(text: str) -> date | None:
        return datetime.strptime(text, "%d/%m/%Y" if len(text) == 10 else "%m/%d/%y").date() if text else None

    found: Counter[tuple[str, bool]] = Counter()
    day = date(2016, 4, 6)
    with MEMBERS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            joined, used = month_first(row["Date Added"]), month_first(row["Last Used Date"])
            found["Date Added", False] += bool(joined and used and joined > used)
            found["Date Added", True] += bool(joined and joined > day)
            found["Last Used Date", True] += bool(used and used > day)
    assert sorted(found.values()) == [900, 1_457, 5_679]
    return dict(found)


@pytest.fixture
def newcastle_copy(newcastle_home, tmp_path):
    """A copy of that home in which one may deliver."""
    home = copied(newcastle_home, tmp_path / "home")
    stores = Stores(settings_of(home), table_statements())
    yield operator_workspace(stores, Asking(stores), TODAY, "nl")
    stores.close()


def test_a_wrong_branch_and_a_wrong_month_are_put_right_apart(newcastle_copy, tmp_path):
    text = VISITS.read_text(encoding="utf-8")
    city = next(line for line in text.splitlines() if line.startswith("City,"))
    broken = text.replace("City,16326", "Citty,16326").replace("Blakelaw,1768", "Blakelaw,veel")
    file = tmp_path / "visits.csv"
    file.write_text(broken, encoding="utf-8")
    before = newcastle_copy.ask("usage/visits_per_year").rows

    outcome = deliver(newcastle_copy, "newcastle_visits", file)
    with newcastle_copy.stores.records.reading() as reading:
        wrong = {row["column_name"]: row for row in reading.find("intake.refused_row", {"run_id": outcome.run_id})}

    assert {name: (row["found"], row["suggestion"]) for name, row in wrong.items()} == {
        "Library": ("Citty", "city"), "2008-04": ("veel", None)
    }  # fmt: skip
    assert outcome.refused == city.count(",") + 1
    correct(
        newcastle_copy,
        outcome.run_id,
        {wrong["Library"]["refused_row_id"]: "City", wrong["2008-04"]["refused_row_id"]: "1768"},
    )
    assert newcastle_copy.ask("usage/visits_per_year").rows.equals(before)
