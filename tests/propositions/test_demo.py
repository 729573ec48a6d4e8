"""Every planted truth of Bieb Werkt is found by the question that shows it, from the delivered files of the demo."""

import tomllib
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from biebwijzer import demo
from biebwijzer.access import operator_workspace
from biebwijzer.propositions import place_charts
from biebwijzer.rates import wilson
from biebwijzer.settings import ROOT
from tests.conftest import TODAY
from tests.demo import found

TRUTHS = tomllib.loads((ROOT / "biebwijzer" / "demo" / "truths.toml").read_text(encoding="utf-8"))
NOW = TRUTHS["until"].replace(day=1)
ALL = {"since": date(2025, 3, 1), "until": NOW, "proposition": "bieb_werkt"}
MOST_COUNTED = 4
YEAR = {**ALL, "since": date(2025, 11, 1)}


@pytest.fixture
def origin(demo_home) -> Path:
    """The invented province."""
    return demo_home


@pytest.fixture
def files(demo_home) -> Path:
    """The files that home was delivered from."""
    return demo_home.parent / "files"


def delivered(files: Path) -> pl.DataFrame:
    """The checked-in moments of Bieb Werkt at Vaartstreek, as written."""
    rows = found.check_ins(files)
    return rows.filter(pl.col("library") == "vaartstreek", pl.col("Propositie").str.to_lowercase() == "bieb werkt")


def near(truth: float, part: int, whole: int) -> bool:
    """Whether the planted share lies within the margin of what was counted, with a little for how it was planted."""
    rate = wilson(part, whole)
    return rate is not None and rate.low - 0.03 <= truth <= rate.high + 0.03


def test_people_per_month_are_the_different_cards_in_the_files(workspace, files):
    cards = (
        delivered(files)
        .group_by(month=pl.col("Begin").dt.truncate("1mo").dt.date())
        .agg(pl.col("Pasnummer").n_unique())
    )
    expected = dict(cards.iter_rows())

    rows = workspace("noor").ask("propositions/actual", **ALL).rows

    assert dict(rows.select("month", "persons").iter_rows()) == {month: expected[month] for month in rows["month"]}


def test_it_began_when_it_was_planted_and_never_where_it_was_not(workspace):
    first = workspace("noor").ask("propositions/delivered", proposition="bieb_werkt").first("first_month")

    assert first == TRUTHS["introductions"]["vaartstreek"]["since"]
    assert workspace("sven").ask("propositions/delivered", proposition="bieb_werkt").is_empty()


def test_the_planted_part_comes_back_within_sixty_days(workspace):
    row = workspace("noor").ask("propositions/repeat", **ALL).rows.row(0, named=True)

    assert near(TRUTHS["bieb_werkt"]["repeat_60d"], row["returned"], row["users"])


def test_the_planted_part_is_new_audience(workspace):
    row = workspace("noor").ask("propositions/new_audience", **ALL).rows.row(0, named=True)

    assert near(TRUTHS["bieb_werkt"]["new_audience"], row["all_new_persons"], row["all_persons"])


def test_one_branch_has_more_no_shows_and_is_the_only_one_named(workspace):
    answer = workspace("noor").ask("propositions/no_show", **ALL)
    said = TRUTHS["bieb_werkt"]["no_show_worse"]

    branches = {f"vaartstreek-{one.name.lower()}": one for one in place_charts.branches(answer)}

    assert [name for name, one in branches.items() if one.is_worse] == [said["branch"]]
    for name, one in branches.items():
        assert near(said["rate"] if name == said["branch"] else TRUTHS["bieb_werkt"]["no_show"], one.part, one.whole)


def test_the_fullest_hours_are_the_planted_ones(house, workspace):
    rows = workspace("noor").ask("propositions/occupancy", **YEAR).rows
    everywhere = operator_workspace(house.stores, house.asking, TODAY, "nl").ask("propositions/occupancy", **YEAR).rows

    taken = rows.sort("checked_in_hours").row(-1, named=True)
    # Three libraries are few visits an hour: the planted one is among the fullest, and the first of a whole province
    # (tests/demo/test_truths.py).
    counted = everywhere.drop_nulls("visits_per_day").sort("visits_per_day").tail(MOST_COUNTED)

    assert {"weekday": taken["weekday"], "hour": taken["hour"]} == TRUTHS["fullest"]["taken"]
    assert TRUTHS["fullest"]["counted"] in counted.select("weekday", "hour").to_dicts()


def test_what_was_promised_was_written_down_before_it_began(house, workspace):
    operator = operator_workspace(house.stores, house.asking, TODAY, "nl")
    demo.promise(operator)
    demo.promise(operator)

    noor = workspace("noor")
    assert noor.ask("propositions/catalogue").rows["status"].to_list() == ["introduced"]
    assert noor.ask("propositions/introductions").first("started_on") == ALL["since"]
    assert (noor.ask("propositions/targets").rows["recorded_on"] < ALL["since"]).all()
    assert noor.ask("propositions/actual", **ALL).rows["is_afterwards"].to_list() == [False] * 20
