"""Two libraries with branches and closures, and a year and a half of activities delivered as a file."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from biebwijzer import intake
from biebwijzer.access import operator_workspace
from biebwijzer.activities import ActivityDraft
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Asking, Stores
from tests.conftest import TODAY, put_rows, settings_of
from tests.engines import copied

BRANCHES = [
    ("usage.branch", {"library_id": "utrecht", "branch_id": "utr-oost", "name": "Oost", "kind": "branch"}),
    ("usage.branch", {"library_id": "utrecht", "branch_id": "utr-west", "name": "West", "kind": "branch"}),
    ("usage.branch", {"library_id": "amersfoort", "branch_id": "amf-zuid", "name": "Zuid", "kind": "branch"}),
]
CLOSURES = [
    (
        "usage.closure",
        {
            "library_id": "utrecht",
            "branch_id": "utr-oost",
            "since": date(2026, 12, 7),
            "until": date(2026, 12, 12),
            "reason_nl": "Verbouwing",
            "reason_en": "Building work",
        },
    ),
    (
        "usage.closure",
        {"library_id": "utrecht", "since": date(2027, 1, 4), "reason_nl": "Studiedag", "reason_en": "Training day"},
    ),
]
CORE_FUNCTIONS = [
    "kennis en informatie",
    "ontwikkeling en educatie",
    "lezen en literatuur",
    "ontmoeting en debat",
    "kunst en cultuur",
]
PILLARS = ["bevorderen van lezen", "participatie in de informatiesamenleving", "leven lang ontwikkelen", ""]
FORMS = ["fysiek", "fysiek", "fysiek", "online", "hybride", ""]
TITLES = ["Taalcafé", "Voorleesuur", "Digitaal spreekuur", "Lezing", "Schrijfatelier"]
HEAD = "Vestiging;Activiteitnummer;Datum;Titel;Kernfunctie;Pijler;Vorm;Doelgroep;Deelnemers"
TALK = ActivityDraft(date(2026, 11, 20), "utr-oost", "Lezing over bijen", "debate", participants=24)


def rows_of_a_file(seed: int = 1) -> Iterator[list[str]]:
    """Activities from January 2025 until the end of October 2026, some without a count and some unknown."""
    chance = random.Random(seed)
    for number in range(400):
        day = date(2025, 1, 1) + timedelta(days=chance.randrange(669))
        people = chance.choice(["", "onbekend", *(str(chance.randrange(60)) for _ in range(8))])
        yield [
            chance.choice(["Oost", "West"]), f"A{number:04d}", day.strftime("%d-%m-%Y"), chance.choice(TITLES),
            chance.choice(CORE_FUNCTIONS), chance.choice(PILLARS), chance.choice(FORMS), "iedereen", people,
        ]  # fmt: skip


@pytest.fixture(scope="session")
def activities_file(tmp_path_factory) -> Path:
    """The file as a library's agenda exports it."""
    path = tmp_path_factory.mktemp("activities") / "activiteiten.csv"
    lines = [HEAD, *(";".join(row) for row in rows_of_a_file())]
    path.write_text("\n".join(lines) + "\n", encoding="cp1252")
    return path


@pytest.fixture(scope="session")
def delivered_home(template_home, activities_file, tmp_path_factory) -> Path:
    """The known people's home with the file delivered, as a steward would."""
    home = copied(template_home, tmp_path_factory.mktemp("delivered") / "home")
    stores = Stores(settings_of(home), table_statements())
    operator = operator_workspace(stores, Asking(stores), TODAY, "nl")
    intake.deliver_rows(operator, "branches", [row for _, row in BRANCHES[:2]], library="utrecht")
    came = intake.deliver(operator, "activities", activities_file, library="utrecht")
    assert (came.accepted, came.refused) == (400, 0), came
    stores.close()
    return home


@pytest.fixture
def places(request) -> list:
    """What stands in the warehouse; a test may ask for something else."""
    return getattr(request, "param", [*BRANCHES, *CLOSURES])


@pytest.fixture
def home(home, places) -> Path:
    """This test's own home, with branches and closures and no activity yet."""
    stores = Stores(settings_of(home), table_statements())
    put_rows(stores, places)
    stores.close()
    return home
