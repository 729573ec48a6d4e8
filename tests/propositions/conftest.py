"""These tests work in a small world of Bieb Werkt."""

import shutil
from pathlib import Path

import duckdb
import pytest

from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Stores, rollups
from biebwijzer.warehouse.engines.files import version_file
from tests.cast import invite_cast
from tests.conftest import LIBRARIES, put_rows, settings_of
from tests.propositions import made_up


@pytest.fixture(scope="session")
def world():
    """What was delivered."""
    return made_up.made()


@pytest.fixture(scope="session")
def working_home(world, tmp_path_factory) -> Path:
    """A home with the cast and the small world, its rollups made."""
    home = tmp_path_factory.mktemp("working") / "home"
    stores = Stores(settings_of(home), table_statements())
    invite_cast(stores)
    version = version_file(home / "warehouse", stores.version)
    stores.close()
    put_rows(version, [*LIBRARIES, *made_up.rows(world)])
    make_rollups(version)
    return home


def make_rollups(version: Path) -> None:
    """Make every rollup of a closed version anew."""
    connection = duckdb.connect()
    connection.execute(f"attach '{version}' as warehouse")
    connection.execute("delete from warehouse.intake.rollup_made")
    rollups.renew(connection, table_statements(), {})
    connection.close()


@pytest.fixture
def home(working_home, tmp_path) -> Path:
    """This test's own copy of it."""
    return Path(shutil.copytree(working_home, tmp_path / "home"))
