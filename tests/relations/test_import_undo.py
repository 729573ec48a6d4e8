"""An import taken back: what stands as it was left goes back, and what somebody did since stays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.problems import NotAllowed
from biebwijzer.relations import contact_moments, importing, merging, organisations, people
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from tests.examples import tried_on

pytestmark = pytest.mark.slow

HEADER = "Voornaam;Achternaam;E-mail;Telefoon;School;Functie\n"
TABLES = ("relations.person", "relations.organisation", "relations.contact_person")


def content(workspace) -> dict[str, list]:
    """Every card and role of every library, to the last column."""
    with workspace.stores.records.reading() as reading:
        return {table: sorted(map(repr, map(dict.items, reading.find(table)))) for table in TABLES}


def imported(workspace, rows: str, choices=None):
    """Take a list over; its import and what it was."""
    found = importing.read_list((HEADER + rows).encode(), "lijst.csv")
    looked = importing.preview(workspace, found, importing.first_map(found.heads), workspace.libraries[0])
    return importing.take_over(workspace, looked, choices), looked


def card(workspace, row_id):
    return workspace.ask("relations/person", person_id=row_id).rows.row(0, named=True)


def by_mail(workspace, mail):
    rows = workspace.ask("relations/everybody", library_id=workspace.libraries[0]).rows.to_dicts()
    return next(row["person_id"] for row in rows if row["email"] == mail)


def test_additions_updates_and_roles_all_go_back(workspace):
    noor = workspace("noor")
    school = organisations.add(noor, OrganisationDraft("Proefschool", "primary_school")).row_id
    people.add(
        noor, PersonDraft("Testpersoon", "Proef", email="p@x.example", organisation_id=school, role="leerkracht")
    )
    before = content(noor)
    run, looked = imported(
        noor,
        "Proef;Testpersoon;p@x.example;06-10000001;Proefschool;directeur\n"
        "Toets;Voorbeeld;t@x.example;;Nieuwe Proefschool;ib'er\n",
    )
    assert looked.counts["update"] == looked.counts["new"] == 1

    undone = importing.undo(noor, run.import_run_id)

    assert content(noor) == before
    assert undone.counts == {"restored": 3, "kept": 0, "impossible": 0}
    with pytest.raises(NotAllowed):
        importing.undo(noor, run.import_run_id)


def test_what_a_colleague_changed_since_stays_and_the_rest_goes_back(workspace):
    noor, staff = workspace("noor"), workspace("staff")
    known = people.add(noor, PersonDraft("Testpersoon", "Proef", email="p@x.example")).row_id
    other = people.add(noor, PersonDraft("Ander", "Toets", email="a@x.example", phone="030 1000001")).row_id
    run, _ = imported(
        noor,
        "Proef;Testpersoon;p@x.example;06-10000001;;\nToets;Ander;a@x.example;06-10000002;;\n"
        "Nieuw;Iemand;n@x.example;;;\nNog;Eentje;e@x.example;;;\n",
    )
    # One adds a note beside what was imported, another corrects the number itself, a third corrects a new card.
    people.change(
        staff, known, PersonDraft("Testpersoon", "Proef", email="p@x.example", phone="+31610000001", note="x"), 2
    )
    people.change(staff, other, PersonDraft("Ander", "Toets", email="a@x.example", phone="06 10000009"), 2)
    new = by_mail(noor, "n@x.example")
    people.change(staff, new, PersonDraft("Iemand", "Nieuw", email="n@x.example", note="hoort er nu bij"), 1)

    undone = importing.undo(staff, run.import_run_id)

    assert undone.counts == {"restored": 2, "kept": 2, "impossible": 0}
    assert (card(noor, known)["phone"], card(noor, known)["note"]) == (None, "x")
    assert card(noor, other)["phone"] == "06 10000009"
    assert card(noor, new)["note"] == "hoort er nu bij"
    assert {one.row_id: one.fields for one in undone.cards if one.group == "kept"} == {other: ("phone",), new: ()}


def test_with_whom_somebody_talked_can_not_go_and_the_reason_is_said(workspace):
    noor = workspace("noor")
    run, _ = imported(noor, "Proef;Testpersoon;p@x.example;;Proefschool;\nToets;Ander;a@x.example;;;\n")
    person = by_mail(noor, "p@x.example")
    talk = ContactMomentDraft(date(2026, 11, 20), "call", "proef", person_id=person)
    contact_moments.record(noor, talk)
    people.add(noor, PersonDraft("Later", organisation_id=_school(noor)))

    undone = importing.undo(noor, run.import_run_id)

    why = {one.name: (one.group, one.why) for one in undone.cards}
    assert why == {
        "Proef Testpersoon": ("impossible", "er staat een gesprek bij"),
        "Toets Ander": ("restored", ""),
        "Proefschool": ("impossible", "er horen mensen bij"),
    }
    # Whoever stays keeps where they work.
    roles = noor.ask("relations/contact_people", organisation_id=_school(noor)).rows["name"].to_list()
    assert sorted(roles) == ["Later", "Proef Testpersoon"]


def _school(workspace):
    return workspace.ask("relations/every_organisation", library_id="utrecht").first("organisation_id")


def test_nobody_of_another_library_takes_an_import_back(workspace):
    run, _ = imported(workspace("noor"), "Proef;Testpersoon;p@x.example;;;\n")

    for stranger in ("sven", "karim"):
        with pytest.raises(NotAllowed):
            importing.undo(workspace(stranger), run.import_run_id)


def test_the_audit_trail_names_the_import_and_its_undoing(workspace):
    noor = workspace("noor")
    run, _ = imported(noor, "Proef;Testpersoon;p@x.example;;;\n")
    importing.undo(noor, run.import_run_id)

    with noor.stores.records.reading() as reading:
        lines = {row["action"]: row for row in reading.find("access.audit", {"app_user_id": "noor"})}
    back = lines["relations.list.imported.undone"]
    assert back["undoes"] == run.audit_id == lines["relations.list.imported"]["audit_id"]
    assert lines["relations.list.imported"]["undone_by"] == back["audit_id"]
    told = noor.ask("relations/imports", most=5).rows.row(0, named=True)
    assert (told["added"], told["restored"], told["imported_by_name"]) == (1, 1, "Noor Voorbeeld")


ROW = st.tuples(
    st.sampled_from(["", "Proef", "Toets", "=1+1"]),
    st.sampled_from(["van der Berg", "Berg, v.d.", "Ander", "'t Ei", "Ander-Berg", ""]),
    st.sampled_from(["", "p@x.example", "t@x.example", "geen"]),
    st.sampled_from(["", "06-10000001", "0031 6 10000001", "030-1000002"]),
    st.sampled_from(["", "Proefschool", "Andere school"]),
    st.sampled_from(["", "directeur", "ib'er"]),
).map(list)
LIST = st.lists(ROW, min_size=1, max_size=8)


@tried_on(6)
@given(first=LIST, second=LIST, choice=st.sampled_from(["skip", "add", "update"]))
def test_whatever_the_list_an_import_that_is_taken_back_leaves_everything_as_it_was(workspace, first, second, choice):
    noor = workspace("noor")
    for rows in (first, second):
        before = content(noor)
        text = "".join(";".join(row) + "\n" for row in rows)
        found = importing.read_list((HEADER + text).encode(), "lijst.csv", {"header": "1"})
        if found.questions or set(HEADER.strip().split(";")) - set(found.heads):
            continue
        looked = importing.preview(noor, found, importing.first_map(found.heads, "person"), "utrecht")
        choices = {one.row.line: choice for one in looked.of("double")}
        run = importing.take_over(noor, looked, choices)

        undone = importing.undo(noor, run.import_run_id)

        assert content(noor) == before
        assert undone.counts["kept"] == undone.counts["impossible"] == 0
        importing.take_over(noor, importing.preview(noor, found, importing.first_map(found.heads, "person"), "utrecht"))


def test_a_card_that_was_merged_since_can_not_go_until_that_is_undone(workspace):
    noor = workspace("noor")
    known = people.add(noor, PersonDraft("Testpersoon", "Proefje")).row_id
    run, _ = imported(noor, "Proef;Testpersoon;p@x.example;;;\nToets;Ander;a@x.example;;;\n")
    added = by_mail(noor, "p@x.example")
    merging.merge(noor, merging.MergeDraft("person", known, added, 1, 1, {"email": "merged"}))

    undone = importing.undo(noor, run.import_run_id)

    assert undone.counts == {"restored": 1, "kept": 0, "impossible": 1}
    assert next(one.why for one in undone.cards if one.row_id == added).startswith("de kaart is samengevoegd")
