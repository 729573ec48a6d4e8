"""The command that follows a figure to its files, on the delivered files of Newcastle."""

import json

import pytest

from biebwijzer.commands import Exit
from tests.cli.conftest import typed  # noqa: F401
from tests.engines import copied, settings_of


@pytest.fixture(scope="module")
def newcastle(newcastle_home, tmp_path_factory):
    return settings_of(copied(newcastle_home, tmp_path_factory.mktemp("lineage") / "home"))


@pytest.fixture
def settings(newcastle):
    return newcastle


def test_a_figure_is_followed_to_the_files_it_was_made_of(newcastle_home, typed):  # noqa: F811
    said = typed("lineage", "board/key_figures", "--json")

    found = json.loads(said.out)
    assert (said.code, found["figure"], found["query"]) == (Exit.OK, "board/key_figures", "board/key_figures")
    assert {"visits_month", "loans_month", "usage_month"} <= set(found["marts"])
    assert {"usage.visit_count", "usage.loan_count"} <= set(found["tables"])
    assert "usage.visit_count.visits" in found["columns"]
    files = {one["file"]: one for one in found["deliveries"]}
    visits = files["2008-onwards-monthly-visits.csv"]
    assert (visits["source"], visits["table"]) == ("newcastle_visits", "usage.visit_count")
    assert visits["rows"] > 1000 and visits["run"] and visits["delivered_on"][:2] == "20"


def test_a_column_is_followed_to_its_figures_and_a_wrong_name_is_said(newcastle_home, typed):  # noqa: F811
    found = json.loads(typed("lineage", "usage.mailing_result.opened", "--json").out)

    assert found == {
        "column": "usage.mailing_result.opened",
        "figures": ["propositions/mailing_rows", "propositions/mailings"],
    }
    wrong = typed("lineage", "usage.mailing_result.open")
    assert wrong.code == Exit.FAILED and "usage.mailing_result.open" in wrong.err
    assert typed("lineage", "usage/no_such_question").code == Exit.FAILED
