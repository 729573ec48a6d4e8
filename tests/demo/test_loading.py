"""The files of the invented province go through the same door as anyone's, and every row is accounted for."""

from datetime import date

import pytest

from biebwijzer import demo
from biebwijzer.access import operator_workspace
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Asking, Stores
from tests.conftest import DEMO_UNTIL, TODAY, settings_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """What came of every file."""
    folder = tmp_path_factory.mktemp("loaded")
    demo.make(demo.world_for(demo.scale_named("tiny"), DEMO_UNTIL), folder / "files", 3, lambda line: None)
    stores = Stores(settings_of(folder / "home"), table_statements())
    yield demo.load(operator_workspace(stores, Asking(stores), TODAY, "nl"), folder / "files", lambda line: None)
    stores.close()


def test_every_file_is_taken_with_exactly_the_mistakes_that_were_made_in_it(loaded):
    found = {file.file: (outcome.status, outcome.accepted, outcome.refused) for file, outcome in loaded}

    assert found == {file.file: ("active", file.rows - file.spoiled, file.spoiled) for file, _ in loaded}


def test_about_one_row_in_a_hundred_is_wrong(loaded):
    rows = sum(file.rows for file, _ in loaded)
    refused = sum(outcome.refused for _, outcome in loaded)

    assert 0.008 < refused / rows < 0.012


def test_whoever_looks_at_the_demo_finds_its_libraries(demo_home):
    stores = Stores(settings_of(demo_home), table_statements())

    rows = operator_workspace(stores, Asking(stores), date(2026, 11, 23), "nl").ask("access/libraries").rows
    stores.close()

    assert set(rows["library_id"]) == {"vaartstreek", "bosrijk", "lingestroom"}
