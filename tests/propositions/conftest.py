"""These tests work in a small world of Bieb Werkt."""

from functools import partial
from pathlib import Path

import pytest

from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Stores, renewing
from tests.cast import invite_cast
from tests.conftest import LIBRARIES
from tests.engines import next_version, put_rows, settings_of
from tests.made_once import made_once
from tests.propositions import made_up


@pytest.fixture(scope="session")
def world():
    """What was delivered."""
    return made_up.made()


def make_working(world, folder: Path) -> None:
    """A home with the cast and the small world, its rollups made."""
    stores = Stores(settings_of(folder / "home"), table_statements())
    invite_cast(stores)
    put_rows(stores, [*LIBRARIES, *made_up.rows(world)])
    with next_version(stores) as run:
        run("delete from warehouse.intake.rollup_made")
        renewing.renew(run.__self__, table_statements(), {})
    stores.close()


@pytest.fixture(scope="session")
def working_home(world, tmp_path_factory) -> Path:
    """The home of the small world."""
    return made_once(tmp_path_factory, "working", partial(make_working, world)) / "home"


@pytest.fixture
def origin(working_home) -> Path:
    """The home of the small world."""
    return working_home
