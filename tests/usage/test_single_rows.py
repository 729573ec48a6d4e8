"""Figures added up from door counters and single loans: the rows of the files add up to them, for who may have rows."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from biebwijzer import board
from biebwijzer.desk import single_rows
from biebwijzer.desk.readable import readable
from biebwijzer.intake.contract import table_statements
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Stores, query, renewing
from tests.engines import next_version, put_rows
from tests.made_once import built_on

pytestmark = pytest.mark.slow

MONTHS = [date(year, month, 1) for year in (2025, 2026) for month in (8, 9, 10)]
VALUES = {"since": date(2025, 1, 1), "until": date(2026, 12, 1), "base_year": 2025}
# What is added up at each exhibit comes from questions whose header names the single rows.
ADDED_UP = {
    name: one
    for name, one in board.all_exhibits().items()
    if (behind := query(one.question).rows) and single_rows.single_questions(query(behind))
}


def counts(branch: str, library: str, month: date, number: int) -> list[tuple[str, dict]]:
    """A door that counted `number` intervals of three visits in a month, and one of which the number is missing."""
    told = [(3, None)] * number + [(None, "empty")]
    return [
        (
            "usage.door_count",
            {
                "library_id": library,
                "branch_id": branch,
                "door": "main",
                "counted_at": datetime(month.year, month.month, 1 + place // 24, place % 24),
                "visitors_in": visits,
                "visitors_in_missing": why,
                "visitors_out": visits,
                "visitors_out_missing": why,
            },
        )
        for place, (visits, why) in enumerate(told)
    ]


def loans(branch: str, library: str, month: date, number: int) -> list[tuple[str, dict]]:
    """Single loans of a month; every third is digital, and no loan of the branch."""
    kinds = ("adult_book", "youth_book", "digital")
    return [
        (
            "usage.loan",
            {
                "library_id": library,
                "branch_id": branch,
                "member_key": f"key_{place}",
                "loaned_on": month.replace(day=1 + place % 28),
                "material": kinds[place % 3],
            },
        )
        for place in range(number)
    ]


def count(stores: Stores, folder: Path) -> None:
    """Two libraries with counters and loans; Neude delivered one month as a figure, which then stands."""
    rows: list[tuple[str, dict]] = []
    for place, month in enumerate(MONTHS):
        for branch, library in (("neude", "utrecht"), ("west", "utrecht"), ("eemplein", "amersfoort")):
            rows += counts(branch, library, month, 40 + place)
            rows += loans(branch, library, month, 60 + place)
    figure = {"library_id": "utrecht", "branch_id": "neude", "month": MONTHS[-1], "visits": 999}
    branches = [
        ("usage.branch", {"library_id": "utrecht", "branch_id": name.lower(), "name": name, "kind": "branch"})
        for name in ("Neude", "West")
    ]
    put_rows(stores, [*branches, *rows, ("usage.visit_count", {**figure, "count_method": "counted"})])
    with next_version(stores) as run:
        run("delete from warehouse.intake.rollup_made")
        renewing.renew(run.__self__, table_statements(), {})


@pytest.fixture
def origin(template_home, tmp_path_factory) -> Path:
    """Not what Newcastle delivered: figures per month have their row in the file already."""
    return built_on(tmp_path_factory, "counted", template_home, count)


def added_up(workspace, answer):
    """The rows behind an answer that were added up, each with its single rows."""
    behind = workspace.rows_behind(answer)
    for row in single_rows.summed(behind.query, behind.rows).iter_rows(named=True):
        yield row, workspace.ask(row["question"], branch_id=row["branch_id"], month=row["month"])


@pytest.mark.parametrize("name", ADDED_UP)
def test_single_rows_are_the_figure(workspace, name):
    noor, exhibit = workspace("noor"), ADDED_UP[name]
    wanted = {param.name: VALUES[param.name] for param in query(exhibit.question).params if param.name in VALUES}
    answer = noor.ask(exhibit.question, **wanted)
    behind = noor.rows_behind(answer)
    measure = answer.query.measure

    total = 0
    for row, singles in added_up(noor, answer):
        own = singles.query.measure
        number = int(singles.rows[own].sum()) if own else singles.rows.height
        assert number == row[measure] > 0
        assert set(singles.rows["source_row"].is_null()) == {False}
        total += number

    delivered = behind.rows.filter(pl.col("source_row").is_not_null())[measure].sum()
    assert total and answer.rows[measure].sum() == total + delivered


def test_every_exhibit_of_visits_and_loans_has_single_rows():
    assert {name for name in ADDED_UP if name.startswith("usage/")} == {
        f"usage/{measure}_{by}" for measure in ("visits", "loans") for by in ("per_month", "per_branch", "per_year")
    }
    assert {name for name in ADDED_UP if name.startswith("board/")} == {
        "board/key_figures",
        "board/visits_beside_loans",
    }


def test_a_page_holds_its_part_and_the_true_number(workspace, monkeypatch):
    monkeypatch.setattr(single_rows, "PAGE", 20)
    noor = workspace("noor")
    row = {"question": "usage/loan_event_rows", "branch_id": "neude", "month": MONTHS[0]}

    pages = [single_rows.taken(noor, row, page) for page in range(2)]

    assert [page.rows.height for page in pages] == [20, 20]
    assert [single_rows.total(page) for page in pages] == [40, 40]
    assert len(set(pl.concat([page.rows for page in pages])["source_row"])) == 40
    assert single_rows.single_told(pages[1], 1, noor.words) == (
        "40 rijen, een per uitlening. Hier rij 21 tot en met 40."
    )


def test_a_count_that_is_missing_says_so_and_is_no_zero(workspace):
    noor = workspace("noor")
    found = single_rows.taken(noor, {"question": "usage/door_count_rows", "branch_id": "neude", "month": MONTHS[0]})

    assert single_rows.single_told(found, 0, noor.words) == "41 rijen, samen 120."
    assert readable(found.rows, noor.words)["Bezoeken"].to_list() == ["3"] * 40 + ["leeg"]


def test_a_month_delivered_as_one_figure_has_no_single_rows(workspace):
    noor = workspace("noor")

    assert noor.ask("usage/door_count_rows", branch_id="neude", month=MONTHS[-1]).is_empty()
    assert not noor.ask("usage/door_count_rows", branch_id="west", month=MONTHS[-1]).is_empty()


def test_single_loans_are_for_who_may_have_rows_and_name_nobody(workspace):
    asked = {"branch_id": "neude", "month": MONTHS[0]}

    rows = workspace("noor").ask("usage/loan_event_rows", **asked).rows

    assert not rows.is_empty() and not [name for name in rows.columns if "member" in name or "key" in name]
    for reader in ("karim", "poi_adviser"):
        with pytest.raises(NotAllowed):
            workspace(reader).ask("usage/loan_event_rows", **asked)
    assert not workspace("karim").ask("usage/door_count_rows", **asked).is_empty()
    with pytest.raises(NotAllowed):
        workspace("poi_adviser").ask("usage/door_count_rows", **asked)


def test_another_library_gets_no_single_row(workspace):
    sven = workspace("sven")

    assert sven.ask("usage/loan_event_rows", branch_id="neude", month=MONTHS[0]).is_empty()
    assert sven.ask("usage/door_count_rows", branch_id="neude", month=MONTHS[0]).is_empty()
