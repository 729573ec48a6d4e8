"""Real files that are too large or may not be shipped: loaded whole where BIEBWIJZER_FILES points to them."""

import os
import zipfile
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from biebwijzer import intake
from biebwijzer.access import refreshed

FOLDER = Path(os.environ.get("BIEBWIJZER_FILES", ""))

pytestmark = [pytest.mark.slow, pytest.mark.embedded]


def given(*parts: str) -> Path:
    found = FOLDER.joinpath(*parts)
    if not os.environ.get("BIEBWIJZER_FILES") or not found.exists():
        pytest.skip(f"BIEBWIJZER_FILES is not given, or has no {'/'.join(parts)}: not run")
    return found


@pytest.fixture(scope="module")
def patrons(tmp_path_factory) -> Path:
    """The file of San Francisco, out of its archive."""
    folder = tmp_path_factory.mktemp("sfpl")
    with zipfile.ZipFile(given("sfpl_library_usage", "Library_Usage.csv.zip")) as archive:
        archive.extract("Library_Usage.csv", folder)
    return folder / "Library_Usage.csv"


def test_all_patrons_of_san_francisco_land_also_those_who_look_alike(place, patrons):
    original = pl.read_csv(patrons, infer_schema=False)
    homes = sorted(set(original["Home Library Definition"]))
    intake.deliver_rows(place.operator, "libraries", [{"library_id": "sfpl", "name": "San Francisco"}])
    at_work = refreshed(place.operator)
    branches = [
        {"branch_id": f"sf-{number}", "name": name, "kind": "department" if name == "Unknown" else "branch"}
        for number, name in enumerate(homes)
    ]
    assert intake.deliver_rows(at_work, "branches", branches, library="sfpl").refused == 0

    outcome = intake.deliver(refreshed(place.operator), "sfpl_patrons", patrons)

    assert (outcome.status, outcome.accepted, outcome.refused) == ("active", 423_448, 0)
    landed = pl.read_parquet(intake.job_folder(place.stores.settings, outcome.run_id) / "accepted.parquet")
    # As published with the file: the mean year of joining; as counted in the file: types, and rows that look alike.
    assert landed["joined_on"].dt.year().mean() == pytest.approx(2010.348917, abs=1e-6)
    assert Counter(landed["subscription"]).most_common(5) == [
        ("ADULT", 272_251), ("JUVENILE", 59_208), ("SENIOR", 41_619), ("YOUNG ADULT", 28_816), ("WELCOME", 14_931),
    ]  # fmt: skip
    assert original.height - original.unique().height == 54_918
    main = branches[homes.index("Main Library")]["branch_id"]
    assert landed.filter(pl.col("branch_id") == main).height == 124_814


def test_patrons_of_san_francisco_are_recognised_as_published(patrons):
    found = intake.recognise_bytes(patrons.read_bytes(), patrons.name, {})

    assert (found.certain, len(found.table.rows), len(found.table.refused)) == (True, 423_448, 0)
    counts = {one.name: len(found.table.rows) - one.empty for one in found.columns}
    assert (counts["Total Checkouts"], counts["Supervisor District"]) == (423_448, 313_138)
    rows = Counter(tuple(one.cells) for one in found.table.rows)
    assert sum(times for times in rows.values() if times > 1) == 66_144
    assert sum(int(one.cells[2]) for one in found.table.rows) == 68_590_995


def test_schools_of_duo_are_recognised_with_their_letters_and_zeros():
    folder = given("duo_schools")
    name = next(path for path in sorted(folder.glob("*schoolvestigingen*")))
    found = intake.recognise_bytes(name.read_bytes(), name.name, {})

    assert (found.encoding, found.dialect.separator, found.certain) == ("cp1252", ";", True)
    assert (len(found.table.rows), len(found.names), len(found.table.refused)) == (6_107, 31, 0)
    types = {one.name: one.type for one in found.columns}
    place = found.names.index("GEMEENTENUMMER")
    assert types["GEMEENTENUMMER"] == "text" and "0344" in {one.cells[place] for one in found.table.rows}
    named = sum(cell.count("Frysl\u00e2n") for one in found.table.rows for cell in one.cells)
    assert named == name.read_bytes().count(b"Frysl\xe2n") >= 348


VISITS = {
    "sites": ("Physical Visitors To Library Sites Where There Is No Co Location - ", 78_573_196),
    "shared": ("Physical Visitors Co Location - ", 33_703_512),
    "mobile": ("Mobile Libraries - ", 324_333),
    "home": ("Home Delivery - ", 572_287),
}


def test_the_visits_of_english_libraries_add_up_to_what_was_published(place):
    book = given("uk_libraries_activity", "Libraries Activity Data 2023-24 FINAL.xlsx")
    answers = {"sheet": "Activity Data 2024"}
    found = intake.recognise_bytes(book.read_bytes(), book.name, answers)
    assert (found.certain, len(found.table.rows), len(found.names)) == (True, 129, 504)
    services = [one.cells[0] for one in found.table.rows]
    ids = {name: f"uk-{number}" for number, name in enumerate(services)}
    intake.deliver_rows(place.operator, "libraries", [{"library_id": one, "name": name} for name, one in ids.items()])
    branches = [
        {"branch_id": f"{one}-{kind}", "name": f"{name} {kind}", "kind": "branch", "library_id": one}
        for name, one in ids.items()
        for kind in VISITS
    ]
    assert intake.deliver_rows(refreshed(place.operator), "branches", branches).refused == 0

    for kind, (months, published) in VISITS.items():
        lists = {
            "library_id": ids,
            "branch_id": {name: f"{one}-{kind}" for name, one in ids.items()},
        }
        heading = found.names[0]
        draft = intake.SourceDraft(
            "usage.visit_count", f"Engeland: {kind}", f"England: {kind}", refresh="once",
            headings={"library_id": heading, "branch_id": heading}, values=lists, measure="visits", months=months,
        )  # fmt: skip
        at_work = refreshed(place.operator)
        intake.keep_source(at_work, f"uk_{kind}", intake.written_source(draft, found, book.name))
        outcome = intake.deliver(at_work, f"uk_{kind}", book)

        landed = pl.read_parquet(intake.job_folder(place.stores.settings, outcome.run_id) / "accepted.parquet")
        assert (outcome.accepted, outcome.refused) == (129 * 12, 0), kind
        assert landed["visits"].sum() == published
        # What was not reported is missing, never nought.
        assert landed["visits"].null_count() == landed["visits_missing"].drop_nulls().len() > 0
    assert sum(published for _, published in VISITS.values()) == 113_173_328


def test_half_hours_of_a_door_are_all_counted(place):
    path = given("calit2_door_counter", "cal-inflow-2.csv")
    found = intake.recognise_bytes(path.read_bytes(), path.name, {})
    draft = intake.SourceDraft(
        "usage.door_count", "Deur", "Door", headings={"counted_at": "date", "visitors_in": "observed"},
        constants={"branch_id": "utr-oost", "door": "hoofdingang"},
    )  # fmt: skip
    intake.keep_source(place.operator, "deur", intake.written_source(draft, found, path.name))

    outcome = intake.deliver(refreshed(place.operator), "deur", path, "utrecht")

    original = pl.read_csv(path)
    landed = pl.read_parquet(intake.job_folder(place.stores.settings, outcome.run_id) / "accepted.parquet")
    assert (outcome.accepted, outcome.refused) == (original.height, 0) == (5_040, 0)
    assert landed["visitors_in"].sum() == original["observed"].sum()
