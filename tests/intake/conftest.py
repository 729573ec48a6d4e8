"""A home with two libraries and their branches, all of it delivered, and a loader to try by itself."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from biebwijzer import intake
from biebwijzer.access import operator_workspace, refreshed
from biebwijzer.intake import loader
from biebwijzer.intake.contract import table_statements
from biebwijzer.intake.jobs import Job
from biebwijzer.intake.sources import read_source
from biebwijzer.warehouse import Asking, Stores
from biebwijzer.warehouse.engines import ground_of
from biebwijzer.warehouse.engines.files import make_version
from tests.conftest import TODAY, settings_of
from tests.engines import copied
from tests.made_once import built_on, made_once

BRANCHES = [
    {"branch_id": "utr-oost", "name": "Oost", "kind": "branch"},
    {"branch_id": "utr-west", "name": "West", "kind": "branch"},
]

HEAD = "Vestiging;Maand;Bezoeken;Telwijze"
IN_FORCE = [
    "Oost;01-04-2026;10;geteld",
    "Oost;01-05-2026;11;geteld",
    "Oost;01-06-2026;12;geteld",
    "West;01-04-2026;20;geteld",
    "West;01-06-2026;22;geteld",
    "Wst;01-05-2026;21;geteld",
    "Wst;01-03-2026;19;geteld",
    "Oost;01-03-2026;veel;geteld",
]
WAITS = ["Oost;01-07-2026;13;geteld", "West;01-07-2026;-3;geteld"]


def opened(home: Path) -> SimpleNamespace:
    """A home with the operator at work in it."""
    stores = Stores(settings_of(home), table_statements())
    asking = Asking(stores)
    return SimpleNamespace(home=home, stores=stores, asking=asking, operator=operator(stores, asking))


def operator(stores: Stores, asking: Asking):
    """The command line of whoever owns the home."""
    return operator_workspace(stores, asking, TODAY, "nl")


@pytest.fixture(scope="session")
def delivered_template(tmp_path_factory) -> Path:
    """A home in which two libraries and their branches were delivered."""
    return made_once(tmp_path_factory, "two-delivered", deliver_two) / "home"


def deliver_two(folder: Path) -> None:
    place = opened(folder / "home")
    at_work = place.operator
    intake.deliver_rows(
        at_work, "libraries", [{"library_id": "utrecht", "name": "Utrecht"}, {"library_id": "zeist", "name": "Zeist"}]
    )
    intake.deliver_rows(refreshed(at_work), "branches", BRANCHES, library="utrecht")
    place.stores.close()


@pytest.fixture
def place(delivered_template, tmp_path):
    """This test's own copy, open, with the operator at work."""
    found = opened(copied(delivered_template, tmp_path / "home"))
    yield found
    found.stores.close()


def write(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="cp1252")
    return path


def deliver_some(stores: Stores, folder: Path) -> None:
    """One delivery in force, and one that waits to be looked at."""
    operator = refreshed(operator_workspace(stores, Asking(stores), TODAY, "nl"))
    intake.deliver_rows(operator, "branches", BRANCHES, library="utrecht")
    intake.deliver(operator, "visits", write(folder / "tellers.csv", IN_FORCE), library="utrecht")
    intake.deliver(operator, "visits", write(folder / "juli.csv", WAITS), library="utrecht", preview=True)


@pytest.fixture
def origin(template_home, tmp_path_factory, request) -> Path:
    """The home of the known people; with those deliveries for who asks for `delivered`."""
    if "delivered" not in request.fixturenames:
        return template_home
    return built_on(tmp_path_factory, "pages", template_home, deliver_some)


@pytest.fixture
def delivered(home) -> Path:
    """This test works in the home with those deliveries."""
    return home


@pytest.fixture
def visits_file(tmp_path) -> Callable[..., Path]:
    """A file for source `visits`: `visits_file("Oost;01-01-2026;10;geteld")`."""

    def write(*rows: str, name: str = "bezoeken.csv", head: str = "Vestiging;Maand;Bezoeken;Telwijze") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([head, *rows]) + "\n", encoding="cp1252")
        return path

    return write


LOOSE = """
title = {{ nl = "Los", en = "Loose" }}
delivers = "usage.survey_answer"
kind = "events"
identity = "none"
refresh = "once"
{more}
[file]
{file}

[columns]
answered_on = "Datum"
visit_reason = "Reden"
satisfaction = "Cijfer"
"""


def make_current(folder: Path) -> None:
    """A version with every table, and in them the library and branch that loose deliveries are about."""
    make_version(folder / "current.duckdb", table_statements())
    put_library(folder / "current.duckdb")


@pytest.fixture(scope="session")
def current(tmp_path_factory) -> Path:
    """What loose deliveries are judged against; a loader reads it and makes the next version beside it."""
    return made_once(tmp_path_factory, "current", make_current, engine="any") / "current.duckdb"


@pytest.fixture
def load(tmp_path, current):
    """Let the loader do one job in this process: `load(b"Datum,Reden,Cijfer\\n…")` -> report, accepted, refused."""

    def run(content: bytes, source_text=None, file="", more="", name="f.csv", memory="500MB"):
        folder = tmp_path / f"job{len(list(tmp_path.glob('job*')))}"
        folder.mkdir()
        text = source_text or LOOSE.format(file=file, more=more)
        (folder / "source.toml").write_text(text, encoding="utf-8")
        (folder / "values.json").write_text(json.dumps(dict(read_source("loose", text).lists)), encoding="utf-8")
        (folder / name).write_bytes(content)
        order = {"part": str(folder / "part"), "current": str(current), "lock": str(tmp_path / "loading")}
        job = Job(
            folder=folder, run_id="run", task="load", order=order, memory_limit=memory, threads=1,
            source_id="loose", library="utrecht", file=str(folder / name), file_name=name,
        )  # fmt: skip
        with ExitStack() as opened:
            report = loader.work(job, ground_of(order), opened)
        made = report["outcome"] == "made"
        return SimpleNamespace(
            report=report,
            sentence=None if made else report["sentence"].format_map(report["values"]),
            accepted=pl.read_parquet(job.accepted) if made else None,
            refused=pl.read_parquet(job.refused) if made else None,
            folder=folder,
        )

    return run


def put_library(version: Path) -> None:
    """The library and branch that loose deliveries are about."""
    import duckdb

    connection = duckdb.connect(str(version))
    origin = "source_id, load_run_id, source_row"
    connection.execute(
        f"insert into usage.library (library_id, name, {origin}) values ('utrecht', 'Utrecht', 'test', 'test', 1)"
    )
    connection.execute(
        f"insert into usage.branch (library_id, branch_id, name, kind, {origin}) "
        "values ('utrecht', 'utr-oost', 'Oost', 'branch', 'test', 'test', 1)"
    )
    connection.close()


def seen(app) -> str:
    """All own HTML on the page as one text."""
    return " ".join(block.proto.body for block in app.main.get("html"))


def visit(open_app, person: str, page: str, language: str = "nl"):
    app = open_app(person, language).switch_page(f"intake/{page}.py").run()
    assert not app.exception
    return app
