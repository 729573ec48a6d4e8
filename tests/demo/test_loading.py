"""The files of the invented province go through the same door as anyone's, and every row is accounted for."""

import json
from datetime import date

import pytest

from biebwijzer.access import operator_workspace
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Asking, Stores
from tests.engines import copied, settings_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outcomes(demo_home):
    """What came of every file of the demo when it was loaded."""
    return json.loads((demo_home.parent / "outcomes.json").read_text(encoding="utf-8"))


def test_every_file_is_taken_with_exactly_the_mistakes_that_were_made_in_it(outcomes):
    found = {file["file"]: (file["status"], file["accepted"], file["refused"]) for file in outcomes}

    assert found and found == {
        file["file"]: ("active", file["rows"] - file["spoiled"], file["spoiled"]) for file in outcomes
    }


def test_about_one_row_in_a_hundred_is_wrong(outcomes):
    assert 0.008 < sum(file["refused"] for file in outcomes) / sum(file["rows"] for file in outcomes) < 0.012


def test_whoever_looks_at_the_demo_finds_its_libraries(demo_home, tmp_path):
    stores = Stores(settings_of(copied(demo_home, tmp_path / "home")), table_statements())

    rows = operator_workspace(stores, Asking(stores), date(2026, 11, 23), "nl").ask("access/libraries").rows
    stores.close()

    assert set(rows["library_id"]) == {"vaartstreek", "bosrijk", "lingestroom"}
