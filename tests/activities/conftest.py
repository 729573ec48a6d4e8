"""Two libraries with branches and closures, and a year and a half of activities delivered as a file."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from biebwijzer import intake
from biebwijzer.access import operator_workspace
from biebwijzer.activities import ActivityDraft
from biebwijzer.desk.page import today
from biebwijzer.warehouse import Asking, Stores
from tests.conftest import TODAY, put_rows
from tests.made_once import built_on

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
PLACES: dict[str, list] = {
    "all": [*BRANCHES, *CLOSURES],
    "none": [],
    "delivered": [
        *BRANCHES,
        (
            "usage.activity",
            {
                "library_id": "utrecht",
                "branch_id": "utr-oost",
                "activity_id": "A1",
                "held_on": today(),
                "title": "lezing  over bijen",
                "core_function": "debate",
                "participants": 25,
            },
        ),
    ],
}
FILE = "activiteiten.csv"
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


def deliver_activities(stores: Stores, folder: Path) -> None:
    """Deliver a file as a library's agenda exports it, as a steward would."""
    operator = operator_workspace(stores, Asking(stores), TODAY, "nl")
    intake.deliver_rows(operator, "branches", [row for _, row in BRANCHES[:2]], library="utrecht")
    lines = [HEAD, *(";".join(row) for row in rows_of_a_file())]
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="cp1252")
    came = intake.deliver(operator, "activities", folder / FILE, library="utrecht")
    assert (came.accepted, came.refused) == (400, 0), came


@pytest.fixture(scope="session")
def delivered_home(template_home, tmp_path_factory) -> Path:
    """The known people's home with the file delivered."""
    return built_on(tmp_path_factory, "activities", template_home, deliver_activities)


@pytest.fixture(scope="session")
def activities_file(delivered_home) -> Path:
    """The file that was delivered."""
    return delivered_home.parent / FILE


@pytest.fixture
def places(request) -> str:
    """What stands in the warehouse, by its name among PLACES; a test may ask for something else."""
    return getattr(request, "param", "all")


@pytest.fixture
def origin(template_home, tmp_path_factory, places) -> Path:
    """A home with branches and closures and no activity yet."""
    rows = PLACES[places]
    return built_on(tmp_path_factory, f"places-{places}", template_home, lambda stores, _: put_rows(stores, rows))
