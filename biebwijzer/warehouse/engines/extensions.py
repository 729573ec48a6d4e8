"""DuckDB's extensions as files that came with the installation: nothing is ever fetched."""

from importlib.util import find_spec
from pathlib import Path

import duckdb

from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse.engines import Opening
from biebwijzer.warehouse.spelling import quoted
from biebwijzer.words import mark

NEEDED = ("postgres_scanner", "ducklake")
# How a database is opened that loads them. Checking their signatures takes half a second of each process, and stops
# nobody: they came as the engine itself did, held to the hashes of the lock file, and stand beside it.
TRUSTING: Opening = {"allow_unsigned_extensions": True}


class NotInstalled(BiebwijzerError):
    """The grown engine was chosen, and its packages are not here."""


def extension_file(name: str) -> Path:
    """The file of an extension, in the package that carries it."""
    spec = find_spec(f"duckdb_extension_{name}")
    found = [
        path for folder in (spec.submodule_search_locations or () if spec else ())
        for path in Path(folder).glob(f"extensions/v{duckdb.__version__}/{name}.duckdb_extension")
    ]  # fmt: skip
    if not found:
        raise NotInstalled(
            mark("De motor 'grown' mist pakketten. Installeer ze met: pip install \"biebwijzer[grown]\" ({name})."),
            name=name,
        )
    return found[0]


def load_extensions(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a connection speak to PostgreSQL and to a lake; nothing without a signature can be loaded afterwards."""
    for name in NEEDED:
        connection.execute(f"load {quoted(str(extension_file(name)))}")
    # Once off it can't be put on again while the database is open.
    connection.execute("set allow_unsigned_extensions = false")
