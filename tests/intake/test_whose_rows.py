"""Whose rows a run holds: of the own library only, each at its library, and persons by a key nobody can turn back."""

import os
import stat

import pytest

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake.personal import library_key, member_key
from biebwijzer.problems import NotAllowed
from tests.intake.test_runs import tables, waiting

# Each delivers, a process per file; together they take more than a quick round has.
pytestmark = pytest.mark.slow


def test_a_steward_delivers_for_the_own_library_only(workspace, tmp_path, home):
    inge, noor = workspace("inge"), workspace("noor")

    with pytest.raises(NotAllowed):
        intake.deliver_rows(inge, "branches", [{"branch_id": "a", "name": "A", "kind": "branch"}], library="amersfoort")
    with pytest.raises(NotAllowed):
        intake.deliver_rows(inge, "cbs_municipalities", [])
    with pytest.raises(NotAllowed):
        intake.deliver_rows(noor, "branches", [{"branch_id": "a", "name": "A", "kind": "branch"}])
    own = intake.deliver_rows(inge, "branches", [{"branch_id": "a", "name": "A", "kind": "branch"}])
    assert own.accepted == 1 and inge.ask("intake/runs").rows["library_id"].to_list() == ["utrecht"]
    with pytest.raises(NotAllowed):
        intake.roll_back(workspace("sven"), own.run_id)


MEMBERS = "Lidnummer;Peildatum;Vestiging;Postcode;Ingeschreven op;Laatst gebruikt op;Abonnement;Geboortedatum;Naam"


def test_member_numbers_and_birth_dates_never_reach_the_disk(place, tmp_path):
    file = tmp_path / "leden.csv"
    rows = [
        f"29876{n:04d};01-01-2026;{'Oost' if n % 5 else 'Ost'};3511;02-01-2020;;Basis;17-08-1961;Petra"
        for n in range(40)
    ]
    file.write_text("\n".join([MEMBERS, *rows]) + "\n", encoding="cp1252")

    outcome = intake.deliver(refreshed(place.operator), "members", file, library="utrecht")
    refused = waiting(place, outcome.run_id)
    intake.correct(place.operator, outcome.run_id, {row["refused_row_id"]: "Oost" for row in refused})

    key = library_key(place.stores.settings, "utrecht")
    rows = tables(place)["usage.member"]
    assert len(rows) == 40 and member_key(key, "298760003") in str(rows) and "1961" in str(rows)
    everything = b"".join(path.read_bytes() for path in place.home.rglob("*") if path.is_file())
    for secret in (b"29876000", b"17-08-1961", b"1961-08-17", b"Petra"):
        assert secret not in everything


def test_the_key_is_made_once_and_readable_by_its_owner_only(place):
    first = library_key(place.stores.settings, "utrecht")

    assert library_key(place.stores.settings, "utrecht") == first != library_key(place.stores.settings, "zeist")
    assert stat.S_IMODE(os.stat(place.stores.settings.key_file).st_mode) == 0o600


def test_a_snapshot_replaces_the_members_of_its_library_and_day(place, tmp_path):
    def members(*numbers, day="01-01-2026"):
        file = tmp_path / "leden.csv"
        rows = [f"{n};{day};Oost;3511;;;;;" for n in numbers]
        file.write_text("\n".join([MEMBERS, *rows]) + "\n", encoding="cp1252")
        return intake.deliver(refreshed(place.operator), "members", file, library="utrecht")

    members("a", "b", "c")
    members("a", day="01-02-2026")
    third = members("a", "d")

    assert {name: third.report[name] for name in ("new", "changed", "gone")} == {"new": 1, "changed": 0, "gone": 2}
    assert len(tables(place)["usage.member"]) == 3


@pytest.mark.alike
def test_one_file_may_be_about_several_libraries_or_leave_that_to_who_delivers(workspace, tmp_path):
    admin, inge = workspace("admin"), workspace("inge")
    head, row = "Naam,Code,Soort,Open sinds,Gesloten op,Breedtegraad,Lengtegraad", "Oost,{},Vestiging,,,,"
    several, one = tmp_path / "several.csv", tmp_path / "one.csv"
    several.write_text(f"Bibliotheek,{head}\nBibliotheek Utrecht,{row.format('u')}\namersfoort,{row.format('a')}\n")
    one.write_text(f"{head}\n{row.format('x')}\n")

    refused = intake.deliver(admin, "branches", one)
    both = intake.deliver(admin, "branches", several)
    own = intake.deliver(inge, "branches", several)

    assert (refused.status, refused.sentence) == ("failed", "Zeg voor welke bibliotheek deze levering is.")
    assert (both.accepted, both.refused) == (2, 0)
    assert (own.accepted, own.refused) == (1, 1)


@pytest.mark.alike
def test_in_a_file_about_several_libraries_a_branch_is_looked_up_within_its_own(tmp_path, place):
    admin = place.operator
    for library, code in (("utrecht", "u"), ("zeist", "z")):
        branch = {"branch_id": code, "name": "Centrum", "kind": "branch"}
        intake.deliver_rows(refreshed(admin), "branches", [branch], library=library)
    file = tmp_path / "doors.csv"
    rows = ["utrecht;Centrum", "Zeist;Centrum", "zeist;u"]
    text = [f"{row};A;01-03-2026 1{hour}:00;5;5" for hour, row in enumerate(rows)]
    file.write_text("\n".join(["Bibliotheek;Vestiging;Deur;Tijdstip;In;Uit", *text]) + "\n")

    outcome = intake.deliver(refreshed(admin), "door_counts", file)

    assert (outcome.accepted, outcome.refused) == (2, 1)
    assert [row["reason"] for row in waiting(place, outcome.run_id)] == ["unknown_reference"]
