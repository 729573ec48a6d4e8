"""DuckDB's extensions as files that came with the installation: nothing is ever fetched."""

from importlib.util import find_spec
from pathlib import Path

import duckdb

from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse.spelling import quoted
from biebwijzer.words import mark

NEEDED = ("postgres_scanner", "ducklake")


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
    """Let a connection speak to PostgreSQL and to a lake."""
    for name in NEEDED:
        connection.execute(f"load {quoted(str(extension_file(name)))}")
