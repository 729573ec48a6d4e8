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


AGES = ("Adult", "Under 12", "12-17")
USERS = dict(zip(AGES, ("Adults (18+)", "Children (≤11)", "Teens (12-17)"), strict=True))
# Per format what stands before the months of its total, of each age, and behind those of an age.
LOANS = {
    "Physical book": ("Total Number Of Physical Book Issues", "Loans And Lending", ""),
    "Physical audiobook": ("Total Number Of Physical Audio Book Issues", "Loans And Lending", "_digital"),
    "Ebook": ("Total Number Of Ebooks Issues", "Ebooks", ""),
    "Eaudio": ("Total Number Of Digital Audio Book Issues", "Digital Audio Book Issues", ""),
}
IN_HEADINGS = dict(zip(AGES, ("Adult 18", "Children Under 12", "Young People Under 12 17"), strict=True))


def english_services() -> tuple[Path, list[dict[str, str]], dict[str, str]]:
    """The folder, a row per service by heading as the workbook is read, and the code of each service's authority."""
    book = given("uk_libraries_activity", "Libraries Activity Data 2023-24 FINAL.xlsx")
    found = intake.recognise_bytes(book.read_bytes(), book.name, {"sheet": "Activity Data 2024"})
    services = [dict(zip(found.names, one.cells, strict=True)) for one in found.table.rows]
    codes = pl.read_csv(book.parent / "services.csv", infer_schema=False)
    return book.parent, services, dict(codes.select("Library service", "Authority code").iter_rows())


def numbers(service: dict[str, str], begins: str, ends: str = "") -> list[int]:
    """What a service filled in of twelve months, in their order; what is blank was not reported."""
    months = [one for one in service if one.startswith(f"{begins} - ") and one.endswith(("2023" + ends, "2024" + ends))]
    assert len(months) == 12
    return [int(service[one]) for one in months if service[one]]


def by_finest(total: list[int], ages: dict[str, list[int]]) -> dict[str, list[int]]:
    """The ages where a service reports any, else its total: never both."""
    told = {age: told for age, told in ages.items() if told}
    return told or ({"Unknown": total} if total else {})


def test_users_of_english_libraries_are_those_published_but_for_two_services_it_left_out():
    folder, services, codes = english_services()
    tidy = pl.read_csv(folder / "users.csv", schema_overrides={"Count": pl.Int64})
    published = {(one, age): count for one, age, count in tidy.select("Authority", "Age group", "Count").iter_rows()}

    told = {}
    for one in services:
        ages = {age: [int(cell)] if (cell := one[f"Active Members - {named}"]) else [] for age, named in USERS.items()}
        total = [int(one["Total Active Members"])] if one["Total Active Members"] else []
        told |= {(codes[one["Library Details"]], age): sum(n) for age, n in by_finest(total, ages).items()}

    left_out = {key: count for key, count in told.items() if key not in published}
    assert {key: count for key, count in told.items() if key in published} == published
    assert sum(published.values()) == 4_398_843
    # Bracknell Forest and Peterborough, with more members than most who live there; the table does not say why.
    assert {one for one, _ in left_out} == {"E06000036", "E06000031"} and sum(left_out.values()) == 429_986


def test_loans_of_english_libraries_are_those_published_but_for_two_services_it_counted_twice():
    folder, services, codes = english_services()
    tidy = pl.read_csv(folder / "loans.csv", schema_overrides={"Count": pl.Int64})
    published: dict[tuple[str, str, str], Counter] = {}
    for one, form, age, count in tidy.select("Authority", "Format", "Content age group", "Count").iter_rows():
        published.setdefault((one, form, age), Counter())[count] += 1

    told: dict[tuple[str, str, str], Counter] = {}
    for one in services:
        for form, (total, begins, ends) in LOANS.items():
            ages = {age: numbers(one, f"{begins} {named}", ends) for age, named in IN_HEADINGS.items()}
            for age, cells in by_finest(numbers(one, total), ages).items():
                # The published table calls audio on line without an age a physical audiobook.
                called = "Physical audiobook" if (form, age) == ("Eaudio", "Unknown") else form
                told.setdefault((codes[one["Library Details"]], called, age), Counter()).update(cells)

    differs = {key: published[key] - told.get(key, Counter()) for key in published if published[key] != told.get(key)}
    assert not [key for key in told if key not in published or told[key] - published[key]]
    assert tidy["Count"].sum() == 126_390_926
    assert sum(sum(cells.elements()) for cells in told.values()) == 125_846_135
    # Coventry reports no March and Norfolk its audio in February: their totals were added to their ages.
    by_service: Counter = Counter()
    for (one, _, _), cells in differs.items():
        by_service[one] += sum(cells.elements())
    assert by_service == {"E08000026": 369_998, "E10000020": 174_793}
