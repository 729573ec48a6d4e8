"""What is loaded beside the engine itself: two files of ours without a check, and after those nothing unsigned."""

import duckdb
import pytest

from biebwijzer.warehouse.engines.extensions import TRUSTING, extension_file, load_extensions
from biebwijzer.warehouse.spelling import OFFLINE, quoted

pytestmark = pytest.mark.alike


@pytest.fixture
def opened():
    """A database as the grown engine opens it."""
    connection = duckdb.connect(":memory:", config={**OFFLINE, **TRUSTING})
    yield connection
    connection.close()


def test_after_its_own_extensions_a_database_loads_nothing_without_a_signature(opened, tmp_path):
    load_extensions(opened)
    forged = tmp_path / "forged.duckdb_extension"
    content = bytearray(extension_file("ducklake").read_bytes())
    content[-1] ^= 1
    forged.write_bytes(content)

    with pytest.raises(duckdb.IOException, match="signature"):
        opened.execute(f"load {quoted(str(forged))}")
    with pytest.raises(duckdb.InvalidInputException, match="allow_unsigned_extensions"):
        opened.execute("set allow_unsigned_extensions = true")


def test_loading_them_once_more_changes_nothing(opened):
    load_extensions(opened)
    load_extensions(opened)
    rows = opened.execute(
        "select count(*) from duckdb_extensions() where loaded and extension_name in ('ducklake', 'postgres_scanner')"
    ).fetchone()
    assert rows == (2,)
