"""The official list of schools: taken over once, brought up to date later, and taken back in one go."""

import csv

import pytest

from biebwijzer.problems import ContractBroken
from biebwijzer.relations import organisations, schools
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.settings import ROOT

LIST = ROOT / "examples" / "duo" / "basisscholen_utrecht_2026-04.csv"


def of(workspace):
    return workspace.ask("relations/organisations", most=1000, kind="primary_school").rows


def test_the_list_of_the_province_becomes_476_schools_with_their_places(workspace):
    noor = workspace("noor")
    listed = schools.read_list(LIST.read_bytes())

    schools.take_over(noor, schools.compare(noor, listed, "Utrecht"))

    # Counted a second time with nothing of ours but the separator and the encoding.
    with LIST.open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    taken = noor.ask("relations/schools").rows
    assert taken.height == len({row["VESTIGINGSCODE"] for row in rows}) == 476
    assert dict(taken["municipality_id"].value_counts().iter_rows())["GM0344"] == sum(
        row["GEMEENTENUMMER"] == "0344" for row in rows
    )
    assert taken["phone"].null_count() == sum(not row["TELEFOONNUMMER"].strip() for row in rows)
    assert "'t Goy" in of(noor)["place"].to_list()


def test_the_same_list_again_changes_nothing(workspace):
    noor = workspace("noor")
    listed = schools.read_list(LIST.read_bytes())[:20]
    schools.take_over(noor, schools.compare(noor, listed, "Utrecht"))

    again = schools.compare(noor, listed, "Utrecht")

    assert (again.new, again.changed, again.same) == ((), (), 20)
    assert schools.take_over(noor, again) is None


def test_two_who_take_over_the_same_list_at_once_make_no_doubles(workspace):
    noor, staff = workspace("noor"), workspace("staff")
    listed = schools.read_list(LIST.read_bytes())[:20]
    hers, his = schools.compare(noor, listed, None), schools.compare(staff, listed, None)

    schools.take_over(noor, hers)
    schools.take_over(staff, his)

    assert of(noor).height == 20


def test_a_later_list_changes_the_name_and_keeps_what_a_colleague_wrote(workspace):
    noor = workspace("noor")
    first = LIST.read_bytes().splitlines(keepends=True)[:4]
    schools.take_over(noor, schools.compare(noor, schools.read_list(b"".join(first)), None))
    row = noor.ask("relations/schools").rows.row(0, named=True)
    draft = OrganisationDraft(row["name"], "primary_school", row["place"], row["phone"], row["website"], row["brin"])
    kept = OrganisationDraft(**{**draft.__dict__, "municipality_id": row["municipality_id"], "note": "bel na drie uur"})
    organisations.change(noor, row["organisation_id"], kept, row["row_version"])
    later = b"".join(first).replace(row["name"].encode("cp1252"), b"Proefschool \xe9\xe9n")

    comparison = schools.compare(noor, schools.read_list(later), None)
    saved = schools.take_over(noor, comparison)

    card = noor.ask("relations/organisation", organisation_id=row["organisation_id"]).rows.row(0, named=True)
    assert (len(comparison.new), len(comparison.changed), comparison.same) == (0, 1, 2)
    assert (card["name"], card["note"]) == ("Proefschool één", "bel na drie uur")
    noor.undo(saved.audit_id)
    assert noor.ask("relations/organisation", organisation_id=row["organisation_id"]).first("name") == row["name"]


def test_a_whole_list_is_taken_back_in_one_go_and_what_was_typed_stays(workspace):
    noor = workspace("noor")
    organisations.add(noor, OrganisationDraft("Proefvereniging", "association"))
    saved = schools.take_over(noor, schools.compare(noor, schools.read_list(LIST.read_bytes())[:50], None))

    noor.undo(saved.audit_id)

    assert noor.ask("relations/organisations", most=1000).rows["name"].to_list() == ["Proefvereniging"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"naam;plaats\r\nx;y\r\n", "één,twee\n".encode("cp1252")])
def test_another_kind_of_file_is_refused_with_what_it_lacks(content):
    with pytest.raises(ContractBroken, match="VESTIGINGSCODE"):
        schools.read_list(content)
