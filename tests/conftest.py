"""What all tests share: a home of their own, the known people at work in it, and the app as they see it."""

import gc
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from biebwijzer import demo, desk, example, intake
from biebwijzer.access import Workspace, open_workspace, operator_workspace
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Asking, Stores
from tests import engines, surveyed
from tests.cast import CAST, invite_cast
from tests.engines import put_rows, settings_of
from tests.loading_here import Here
from tests.made_once import made_once
from tests.standing_open import Place, StandingOpen
from tests.together import Together

# Speed is measured in bench/: a busy machine must not make a promise look broken.
PATIENT = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
# The same examples every time: who changed nothing breaks nothing. `HYPOTHESIS_PROFILE=search` looks for new ones.
hypothesis.settings.register_profile("house", derandomize=True, **PATIENT)
hypothesis.settings.register_profile("search", derandomize=False, **PATIENT)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

# Which packages bring components is the same all the while; to look for them took as long as to draw a page.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

TODAY = date(2026, 11, 23)
DEMO_UNTIL = date(2026, 10, 31)
LIBRARIES = [
    ("usage.library", {"library_id": "utrecht", "name": "Bibliotheek Utrecht", "valid_from": date(2000, 1, 1)}),
    ("usage.library", {"library_id": "amersfoort", "name": "Bibliotheek Amersfoort", "valid_from": date(2000, 1, 1)}),
    ("usage.poi_library", {"poi_id": "bisc", "library_id": "utrecht", "valid_from": date(2000, 1, 1)}),
    ("usage.poi_library", {"poi_id": "bisc", "library_id": "amersfoort", "valid_from": date(2000, 1, 1)}),
]


def pytest_addoption(parser):
    """`--engine grown`: the same promises, with PostgreSQL and a lake beneath them."""
    parser.addoption("--engine", choices=("embedded", "grown"), default="embedded")


def pytest_configure(config):
    """The engine is known before the first home is made, and who loads what is delivered there."""
    Here.begin()
    engines.Chosen.engine = config.getoption("--engine")
    if engines.Chosen.engine == "grown":
        engines.share_server()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Several workers share the tests out as `together` says."""
    return Together(config, log)


def pytest_collection_finish(session):
    """What stands now stands until the end: Python need not look through it for rubbish again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config):
    """No open home and no server outlives the tests."""
    StandingOpen.close()
    engines.stop_server()


def make_template(folder: Path) -> None:
    """The home with the known people and two libraries."""
    stores = Stores(settings_of(folder / "home"), table_statements())
    invite_cast(stores)
    put_rows(stores, LIBRARIES)
    stores.close()


@pytest.fixture(scope="session")
def template_home(tmp_path_factory) -> Path:
    """A home with the known people and two libraries, copied for every test."""
    return made_once(tmp_path_factory, "template", make_template) / "home"


def pytest_runtest_setup(item):
    """Tests about the loader's process start one."""
    Here.works = item.get_closest_marker("process") is None


def pytest_collection_modifyitems(items):
    """A quick round also leaves out what delivers all of Newcastle or a province, and what draws whole pages.

    What else takes too long for who waits for it says so itself: `pytestmark = pytest.mark.slow`.
    """
    for item in items:
        if engines.Chosen.engine == "grown" and item.get_closest_marker("embedded"):
            item.add_marker(pytest.mark.skip(reason="about the files of the embedded engine"))
        asked = set(getattr(item, "fixturenames", ()))
        if {"newcastle_home", "demo_home", "open_app"} & asked:
            item.add_marker(pytest.mark.slow)
        if "load" in asked and not {"lent", "place"} & asked:
            # It reads and judges, and puts what it makes in a file of its own.
            item.add_marker(pytest.mark.alike)
        if "open_app" in asked:
            # A screen shows what was asked and hands on what was typed; both are held without it.
            item.add_marker(pytest.mark.alike)


def newcastle_extras() -> list[tuple[str, dict]]:
    """What stands beside the files of Newcastle: a library elsewhere, and who serves both."""
    others = [row for row in LIBRARIES if row[1]["library_id"] == "amersfoort"]
    served = ("usage.poi_library", {"poi_id": "bisc", "library_id": "newcastle", "valid_from": date(2000, 1, 1)})
    return [*others, served]


def deliver_newcastle(stores: Stores) -> None:
    """Deliver the files of Newcastle, and a survey as one would be written."""
    example.load(operator_workspace(stores, Asking(stores), TODAY, "nl"), lambda line: None)
    asked = operator_workspace(stores, Asking(stores), TODAY, "nl")
    survey = surveyed.write(stores.settings.home / "survey.csv")
    came = intake.deliver(asked, "survey", survey, example.LIBRARY)
    assert (came.status, came.refused) == ("active", 0), came


def make_newcastle(folder: Path) -> None:
    """The home of Newcastle; the cast of Utrecht works there, Sven still in Amersfoort."""
    stores = Stores(settings_of(folder / "home"), table_statements())
    deliver_newcastle(stores)
    invite_cast(stores)
    with stores.records.transaction() as transaction:
        transaction.set("access.role_grant", {"scope_id": "utrecht"}, {"scope_id": "newcastle"})
    put_rows(stores, newcastle_extras())
    stores.close()


@pytest.fixture(scope="session")
def newcastle_home(tmp_path_factory) -> Path:
    """A home with the delivered files of Newcastle and the known people at work there."""
    return made_once(tmp_path_factory, "newcastle", make_newcastle) / "home"


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory) -> Path:
    """The delivery files of the small invented province until the end of October 2026."""

    def make(folder: Path) -> None:
        world = demo.world_for(demo.scale_named("small"), DEMO_UNTIL)
        demo.make(world, folder / "files", demo.SEED, lambda line: None)

    return made_once(tmp_path_factory, "demo-files", make, engine="any") / "files"


def make_demo(folder: Path) -> None:
    """Three libraries of the invented province, loaded, and what Noor typed; what came of each file in `outcomes.json`.

    Noor, Karim and staff work at Vaartstreek, Sven at Lingestroom, Fenna for the support institution, the others
    for the whole country.
    """
    demo.make(demo.world_for(demo.scale_named("tiny"), DEMO_UNTIL), folder / "files", demo.SEED, lambda line: None)
    # As in a large home some tables are read from the files of their deliveries, and others not.
    stores = Stores(replace(settings_of(folder / "home"), parts_from=500), table_statements())
    came = demo.load(operator_workspace(stores, Asking(stores), TODAY, "nl"), folder / "files", lambda line: None)
    outcomes = [
        {"file": file.file, "rows": file.rows, "spoiled": file.spoiled}
        | {"status": outcome.status, "accepted": outcome.accepted, "refused": outcome.refused}
        for file, outcome in came
    ]
    (folder / "outcomes.json").write_text(json.dumps(outcomes), encoding="utf-8")
    invite_cast(stores)
    with stores.records.transaction() as transaction:
        for here, there in (("utrecht", "vaartstreek"), ("amersfoort", "lingestroom"), ("bisc", demo.POI)):
            transaction.set("access.role_grant", {"scope_id": here}, {"scope_id": there})
    demo.type_in(at_work(stores, "noor"), demo.cards_to_link(folder / "files", "vaartstreek"))
    stores.close()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory) -> Path:
    """A home with the loaded demo; copy it before writing in it."""
    return made_once(tmp_path_factory, "demo", make_demo) / "home"


@pytest.fixture
def origin(template_home) -> Path:
    """The home that a test begins with, which other folders choose for themselves."""
    return template_home


@pytest.fixture
def lent(origin, tmp_path_factory, request) -> Iterator[Place]:
    """A home of this test's own, to do in as it likes."""
    opens = "stores" in request.fixturenames
    with StandingOpen.lent(origin, lambda: tmp_path_factory.mktemp("place"), opens) as place:
        yield place


@pytest.fixture
def home(lent) -> Path:
    """Where that home stands; not open yet when nobody asks for its stores."""
    return lent.home


@pytest.fixture
def stores(lent) -> Stores:
    """Both stores of this test's home."""
    return lent.open()


@pytest.fixture
def house(stores):
    """The open house that pages work in."""
    opened = desk.House(stores, Asking(stores))
    desk.use_house(opened)
    yield opened
    desk.use_house(None)


def at_work(
    stores: Stores, person: str, asking: Asking | None = None, today: date = TODAY, language: str | None = None
) -> Workspace:
    """One of the cast in the role they have."""
    with stores.records.reading() as reading:
        user, grant = reading.one("access.app_user", person), reading.one("access.role_grant", f"grant_{person}")
    return open_workspace(stores, asking or Asking(stores), user, grant, today, language)


@pytest.fixture
def workspace(house):
    """The workspace of one of the cast: `workspace("noor")`."""

    def of(person: str, today: date = TODAY, language: str | None = None) -> Workspace:
        return at_work(house.stores, person, house.asking, today, language)

    return of


@pytest.fixture
def open_app(house, lent):
    """The app as one of the cast sees it; without a person, as whoever is not signed in.

    Walk on with `.switch_page("segments/reach.py").run()`: paths are those under pages/.
    """

    spoken = set()

    def speak(person: str, language: str) -> None:
        with house.stores.records.transaction() as transaction:
            transaction.set("access.app_user", {"app_user_id": person}, {"language": language})

    def app(person: str | None = "noor", language: str = "nl") -> AppTest:
        opened = AppTest.from_file(str(ROOT / "pages" / "front.py"), default_timeout=20)
        if person:
            assert person in CAST
            if language != "nl" or person in spoken:
                speak(person, language)
                spoken.add(person)
            opened.session_state["session_token"] = lent.token(person)
        return opened.run()

    return app
