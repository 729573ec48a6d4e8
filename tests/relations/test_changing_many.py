"""Changing many cards at once: looked at first, one act, one way back, and nothing of somebody else's library."""

import pytest

from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.relations import changing_many, merging, organisations, own_fields, people
from biebwijzer.relations.changing_many import CHANGES, REFUSED, SAME, ManyDraft
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.own_fields import OwnFieldDraft
from biebwijzer.relations.people import PersonDraft
from tests.relations.test_pages import here, pressed, said, walk


@pytest.fixture
def noor(workspace):
    return workspace("noor")


@pytest.fixture
def schools(noor):
    names = ("Proef A", "Proef B", "Proef C")
    return tuple(organisations.add(noor, OrganisationDraft(name, "other", place="Woerden")).row_id for name in names)


def card(noor, row_id):
    return noor.ask("relations/organisation", organisation_id=row_id).rows.row(0, named=True)


def names(looked, outcome):
    return {one.name for one in looked.of(outcome)}


def test_what_changes_stays_and_is_refused_is_told_and_nothing_is_changed_yet(noor, workspace, schools):
    organisations.change(noor, schools[1], OrganisationDraft("Proef B", "care"), 1)
    merged = organisations.add(noor, OrganisationDraft("Proef D")).row_id
    merging.merge(noor, MergeDraft("organisation", schools[2], merged, 1, 1))
    elsewhere = organisations.add(workspace("sven"), OrganisationDraft("Elders")).row_id

    looked = changing_many.preview(noor, ManyDraft("organisation", (*schools, merged, elsewhere), "kind", "care"))

    assert names(looked, CHANGES) == {"Proef A", "Proef C"}
    assert names(looked, SAME) == {"Proef B"} and names(looked, REFUSED) == {"Proef D"}
    assert card(noor, schools[0])["kind"] == "other"


@pytest.mark.parametrize(("field", "value", "column"), [("kind", "care", "kind"), ("place", " De  Bilt ", "place")])
def test_one_act_changes_them_all_and_one_press_takes_all_back(noor, schools, field, value, column):
    before = [card(noor, one) for one in schools]
    looked = changing_many.preview(noor, ManyDraft("organisation", schools, field, value))

    saved = changing_many.carry_out(noor, looked)

    assert {card(noor, one)[column] for one in schools} == {" ".join(value.split())}
    noor.undo(saved.audit_id)
    assert [card(noor, one) for one in schools] == before


def test_an_own_field_of_many_leaves_the_other_own_fields(noor):
    first = own_fields.add(noor, OwnFieldDraft("person", "Dagdeel", "choice", "ochtend\nmiddag")).row_id
    second = own_fields.add(noor, OwnFieldDraft("person", "Aantal", "number")).row_id
    ids = tuple(people.add(noor, PersonDraft(name, own={second: "3"})).row_id for name in ("Een", "Twee"))

    looked = changing_many.preview(noor, ManyDraft("person", ids, f"own_{first}", "middag"))
    changing_many.carry_out(noor, looked)

    found = noor.ask("relations/people", most=9, own_field=first, own_is="middag").rows
    assert set(found["person_id"]) == set(ids)
    assert noor.ask("relations/people", most=9, own_field=second, own_is="3").rows.height == 2
    own_fields.end(noor, first)
    with pytest.raises(NotAllowed):
        changing_many.carry_out(noor, looked)


@pytest.mark.parametrize("own", [False, True])
def test_a_field_of_many_is_emptied_and_comes_back(noor, own):
    made = own_fields.add(noor, OwnFieldDraft("person", "Aantal", "number")).row_id
    ids = tuple(
        people.add(noor, PersonDraft(name, place="Woerden", own={made: "3"})).row_id for name in ("Een", "Twee")
    )
    bare = people.add(noor, PersonDraft("Drie")).row_id
    field = f"own_{made}" if own else "place"

    def stands(row_id):
        row = noor.ask("relations/person", person_id=row_id).rows.row(0, named=True)
        return row["own"] if own else row["place"]

    before = [stands(one) for one in ids]
    looked = changing_many.preview(noor, ManyDraft("person", (*ids, bare), field, None, emptied=True))
    saved = changing_many.carry_out(noor, looked)

    assert names(looked, SAME) == {"Drie"}
    assert [stands(one) for one in (*ids, bare)] == [None] * 3
    noor.undo(saved.audit_id)
    assert [stands(one) for one in ids] == before and all(before)


def test_a_card_that_a_colleague_saved_since_stops_all(noor, schools):
    looked = changing_many.preview(noor, ManyDraft("organisation", schools, "place", "De Bilt"))
    organisations.change(noor, schools[2], OrganisationDraft("Proef Z"), 1)

    with pytest.raises(BiebwijzerError):
        changing_many.carry_out(noor, looked)
    assert card(noor, schools[0])["place"] == "Woerden"


@pytest.mark.parametrize(("draft", "field"), [
    (ManyDraft("organisation", ("a",), "brin", "x"), "field"), (ManyDraft("organisation", (), "place", "x"), "ids"),
    (ManyDraft("organisation", ("a",), "place", " "), "value"),
    (ManyDraft("organisation", ("a",), "kind", "x"), "value"),
    (ManyDraft("organisation", ("a",), "place", "111222333"), "value"),
    (ManyDraft("organisation", ("a",), "kind", None, emptied=True), "value"),
    (ManyDraft("organisation", tuple(map(str, range(1001))), "place", "x"), "ids"),
])  # fmt: skip
def test_what_lacks_or_does_not_fit_is_told_beside_it(noor, draft, field):
    assert [one.field for one in changing_many.problems(draft, None)] == [field]
    with pytest.raises(NotAllowed):
        changing_many.preview(noor, draft)


def test_who_may_not_write_or_sees_no_names_does_not_even_look(workspace, schools):
    for who in ("karim", "inge", "poi_adviser"):
        with pytest.raises(NotAllowed):
            changing_many.preview(workspace(who), ManyDraft("organisation", schools, "place", "De Bilt"))
    looked = changing_many.preview(workspace("sven"), ManyDraft("organisation", schools, "place", "De Bilt"))
    assert looked.lines == ()


def test_on_the_list_one_chooses_looks_keeps_and_takes_back(open_app, noor, schools):
    app = here(walk(open_app("noor"), "organisations"))
    assert [one.label for one in app.checkbox] == ["Dit schooljaar niet gesproken"]
    app = here(next(one for one in app.toggle if one.label == "Wijzig meer tegelijk").set_value(True).run())
    next(one for one in app.selectbox if one.label == "Welk veld?").set_value("place")
    app = here(app.run())
    assert "Er is nog niets gekozen" in said(app)
    next(one for one in app.text_input if one.label == "Wordt").set_value("De Bilt")
    for box in [one for one in app.checkbox if one.label in ("Proef A", "Proef B")]:
        box.set_value(True)
    app = here(app.run())
    assert "Zo wordt het" in said(app) and card(noor, schools[0])["place"] == "Woerden"
    app = here(pressed(app, "Zet vast").click().run())
    assert [card(noor, one)["place"] for one in schools] == ["De Bilt", "De Bilt", "Woerden"]
    here(pressed(app, "Maak ongedaan").click().run())
    assert {card(noor, one)["place"] for one in schools} == {"Woerden"}


def test_on_the_list_a_field_is_made_empty(open_app, noor, schools):
    app = walk(open_app("noor"), "organisations")
    app = here(next(one for one in app.toggle if one.label == "Wijzig meer tegelijk").set_value(True).run())
    next(one for one in app.selectbox if one.label == "Welk veld?").set_value("place")
    app = here(app.run())
    for box in [one for one in app.checkbox if one.label in ("Proef A", "Maak dit veld leeg")]:
        box.set_value(True)
    app = here(app.run())
    assert not [one for one in app.text_input if one.label == "Wordt"]
    here(pressed(app, "Zet vast").click().run())
    assert [card(noor, one)["place"] for one in schools] == [None, "Woerden", "Woerden"]
