"""Own fields: a library makes them itself, what stands in them fits, and what is special of a person is refused."""

from datetime import date, timedelta

import pytest

from biebwijzer.desk.page import today
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import changes, merging, organisations, own_fields, own_values, people
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.own_fields import OwnFieldDraft
from biebwijzer.relations.people import PersonDraft
from tests.relations.test_pages import here, pressed, said, walk

TODAY = today()


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=TODAY)


def made(noor, name, kind="text", choices=None, subject="person"):
    return own_fields.add(noor, OwnFieldDraft(subject, name, kind, choices)).row_id


@pytest.fixture
def fields(noor):
    """One of every kind."""
    return {
        "text": made(noor, "Sleutelnummer"),
        "number": made(noor, "Aantal groepen", "number"),
        "date": made(noor, "Laatste rondleiding", "date"),
        "choice": made(noor, "Dagdeel", "choice", "ochtend\n middag \nOchtend\n"),
        "yes_no": made(noor, "Wil rondleiding", "yes_no"),
    }


def card(noor, person):
    row = noor.ask("relations/person", person_id=person).rows.row(0, named=True)
    return dict(own_values.facts(own_fields.every(noor, "person"), row["own"], noor.words)), row


def added(noor, **own):
    return people.add(noor, PersonDraft("Voorbeeld", first_name="Fatma", own=own or None)).row_id


def test_every_kind_of_value_is_kept_as_one_reads_it(noor, fields):
    typed = {"text": " kast  3 ", "number": "1.250,50", "date": date(2026, 3, 9), "choice": "MIDDAG", "yes_no": "ja"}

    person = added(noor, **{fields[kind]: value for kind, value in typed.items()})

    assert card(noor, person)[0] == {
        "Sleutelnummer": "kast 3", "Aantal groepen": "1.250,5",
        "Laatste rondleiding": noor.words.date(date(2026, 3, 9)), "Dagdeel": "middag", "Wil rondleiding": "ja",
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), [
    ("number", "veel"), ("number", "9" * 20), ("number", "nan"), ("date", "31-02-2026"), ("date", "gisteren"),
    ("choice", "avond"), ("yes_no", "misschien"), ("text", "x" * 201), ("text", "111222333"),
])  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_beside_its_field_and_in_the_layer(noor, fields, kind, value):
    field_id = fields[kind]

    found = own_values.problems(own_fields.every(noor, "person"), {field_id: value})

    assert [one.field for one in found] == [f"own_{field_id}"]
    assert value not in found[0].word
    with pytest.raises(NotAllowed):
        added(noor, **{field_id: value})
    assert noor.ask("relations/everybody", library_id="utrecht").is_empty()


@pytest.mark.parametrize("name", [
    "Geloof", "Gezondheid", "Politieke partij", "Afkomst", "Land van herkomst", "BSN", "Allergie", "Is moslim",
    "Medicijnen", "Etniciteit", "Seksuele voorkeur",
])  # fmt: skip
def test_a_field_about_what_is_special_of_a_person_is_not_made(noor, name):
    assert [one.field for one in own_fields.problems(OwnFieldDraft("person", name))] == ["name"]
    with pytest.raises(NotAllowed):
        made(noor, name)


@pytest.mark.parametrize(("draft", "field"), [
    (OwnFieldDraft("person", "  "), "name"), (OwnFieldDraft("person", "x" * 41), "name"),
    (OwnFieldDraft("person", "Dagdeel", "wens"), "kind"),
    (OwnFieldDraft("person", "Dagdeel", "choice", "een"), "choices"),
    (OwnFieldDraft("person", "Groep", "choice", "moslim\nchristen"), "choices"),
])  # fmt: skip
def test_a_field_that_is_no_field_is_refused(noor, draft, field):
    assert [one.field for one in own_fields.problems(draft)] == [field]
    with pytest.raises(NotAllowed):
        own_fields.add(noor, draft)


def test_a_name_is_given_once_and_the_order_is_ones_own(noor, fields):
    with pytest.raises(NotAllowed):
        made(noor, "dagdeel")
    saved = own_fields.move_up(noor, fields["number"])
    assert [one.name for one in own_fields.every(noor, "person")][:2] == ["Aantal groepen", "Sleutelnummer"]
    noor.undo(saved.audit_id)
    assert [one.name for one in own_fields.every(noor, "person")][:2] == ["Sleutelnummer", "Aantal groepen"]


def test_a_field_that_ends_is_asked_no_more_and_loses_nothing(noor, fields):
    person = added(noor, **{fields["text"]: "kast 3", fields["choice"]: "middag"})
    own_fields.end(noor, fields["text"])
    asked = own_fields.current(own_fields.every(noor, "person"))
    assert fields["text"] not in {one.own_field_id for one in asked}
    with pytest.raises(NotAllowed):
        added(noor, **{fields["text"]: "kast 4"})

    people.change(noor, person, PersonDraft("Voorbeeld", own={fields["choice"]: "ochtend"}), 1)
    # A form that asks no own fields leaves them as they are.
    people.change(noor, person, PersonDraft("Voorbeeld"), 2)
    assert card(noor, person)[0] == {"Sleutelnummer": "kast 3", "Dagdeel": "ochtend"}
    own_fields.revive(noor, fields["text"])
    # A value that left the list stays on the card that has it, and is not given anew.
    own_fields.change(noor, fields["choice"], OwnFieldDraft("person", "Moment", choices="middag\navond"), 1)
    people.change(noor, person, PersonDraft("Anders", own={fields["choice"]: "ochtend"}), 3)
    assert card(noor, person)[0] == {"Sleutelnummer": "kast 3", "Moment": "ochtend"}


def test_history_names_the_field_and_the_way_back_gives_the_value_back(noor, fields):
    person = added(noor, **{fields["yes_no"]: "ja"})
    saved = people.change(noor, person, PersonDraft("Voorbeeld", first_name="Fatma", own={fields["yes_no"]: "no"}), 1)
    rows = noor.ask("relations/changes", since=TODAY - timedelta(days=2)).rows.to_dicts()
    acts = changes.acts(rows, noor.words, {}, own_fields.every(noor))
    told = {act.action: act.fields for act in acts}
    assert [(one.field, one.before, one.after) for one in told["relations.person.changed"]] == [
        ("Wil rondleiding", "ja", "nee")
    ]
    assert {"Naam", "Plek op de kaart"} <= {one.field for one in told["relations.own_field.added"]}
    noor.undo(saved.audit_id)
    assert card(noor, person)[0] == {"Wil rondleiding": "ja"}


def test_merged_cards_say_together_what_either_said_and_are_themselves_again(noor, fields):
    one = added(noor, **{fields["text"]: "kast 3"})
    other = added(noor, **{fields["text"]: "kast 9", fields["choice"]: "middag"})
    saved = merging.merge(noor, MergeDraft("person", one, other, 1, 1))
    assert card(noor, one)[0] == {"Sleutelnummer": "kast 3", "Dagdeel": "middag"}
    merging.unmerge(noor, saved.row_id)
    assert card(noor, one)[0] == {"Sleutelnummer": "kast 3"}
    assert card(noor, other)[0] == {"Sleutelnummer": "kast 9", "Dagdeel": "middag"}


def test_a_list_is_asked_by_one_own_field(noor, fields):
    full = {"text": "kast 3", "number": "12", "date": "2026-03-09", "choice": "middag", "yes_no": "ja"}
    person = added(noor, **{fields[kind]: value for kind, value in full.items()})
    other = people.add(noor, PersonDraft("Leeg")).row_id

    def found(kind, **asked):
        rows = noor.ask("relations/people", most=9, own_field=fields[kind], **asked).rows
        return set(rows["person_id"].to_list())

    assert found("choice", own_is="middag") == found("text", own_holds="KAST") == {person}
    assert found("choice", own_is="") == {other} and found("choice", own_is="avond") == set()
    assert found("number", own_from="9") == found("number", own_from="12", own_to="12.5") == {person}
    assert found("number", own_to="9") == set()
    assert found("date", own_from="2026-03-01", own_to="2026-03-31") == {person}
    assert found("date", own_from="2026-04-01") == set()
    assert found("choice") == {person, other}
    assert noor.ask("relations/people", most=9).rows.height == 2


def test_organisations_have_fields_of_their_own(noor, fields):
    mine = made(noor, "Sleutelnummer", subject="organisation")
    school = organisations.add(noor, OrganisationDraft("Proefschool", own={mine: "kast 1"})).row_id
    organisations.add(noor, OrganisationDraft("Anders"))

    rows = noor.ask("relations/organisations", most=9, own_field=mine, own_holds="kast").rows
    assert rows["organisation_id"].to_list() == [school]
    with pytest.raises(NotAllowed):
        organisations.add(noor, OrganisationDraft("Derde", own={fields["text"]: "van een persoon"}))


def test_only_who_arranges_makes_fields_and_only_in_their_own_library(noor, workspace, fields):
    for who in ("staff", "karim", "inge", "poi_adviser", "sven"):
        other = workspace(who, today=TODAY)
        with pytest.raises(NotAllowed):
            own_fields.end(other, fields["text"])
        if who != "sven":
            with pytest.raises(NotAllowed):
                made(other, "Vrij veld")
    assert own_fields.every(workspace("sven", today=TODAY)) == []
    assert len(own_fields.current(own_fields.every(noor, "person"))) == 5


def test_on_its_page_a_field_is_made_refused_ended_and_taken_back(open_app, noor):
    app = here(walk(open_app("noor"), "own_fields"))
    assert "Er is nog geen eigen veld" in said(app)
    app = here(pressed(app, "Nieuw veld").click().run())
    next(one for one in app.text_input if one.label == "Hoe heet het veld?").set_value("Geloof")
    app = here(next(one for one in app.button if one.label == "Bewaar").click().run())
    assert own_fields.every(noor) == []
    app = here(pressed(app, "Nieuw veld").click().run())
    assert "Dit bewaren we niet van mensen" in said(app)
    next(one for one in app.text_input if one.label == "Hoe heet het veld?").set_value("Sleutel")
    app = here(next(one for one in app.button if one.label == "Bewaar").click().run())
    assert [one.name for one in own_fields.every(noor)] == ["Sleutel"]
    app = here(pressed(here(app.run()), "Beëindig").click().run())
    assert own_fields.current(own_fields.every(noor)) == []
    here(pressed(app, "Maak ongedaan").click().run())
    assert len(own_fields.current(own_fields.every(noor))) == 1


def test_the_page_is_closed_to_who_may_not_arrange(open_app):
    assert "Er is nog geen eigen veld" not in said(walk(open_app("staff"), "own_fields"))


def test_a_form_asks_the_own_fields_last_and_the_card_and_the_list_show_them(open_app, noor, fields):
    person = added(noor, **{fields["choice"]: "middag"})
    app = here(walk(open_app("noor"), "people", person=person))
    assert "Dagdeel" in said(app) and "middag" in said(app)
    app = here(pressed(app, "Wijzig").click().run())
    next(one for one in app.text_input if one.label.startswith("Aantal groepen")).set_value("veel")
    save = next(one for one in app.button if one.key and one.key.startswith(f"person_{person}") and "save" in one.key)
    app = here(save.click().run())
    assert "Aantal groepen" not in card(noor, person)[0]
    app = here(pressed(app, "Wijzig").click().run())
    assert "is geen getal" in said(app)
    next(one for one in app.text_input if one.label.startswith("Aantal groepen")).set_value("12,5")
    save = next(one for one in app.button if one.key and one.key.startswith(f"person_{person}") and "save" in one.key)
    here(save.click().run())
    assert card(noor, person)[0] == {"Aantal groepen": "12,5", "Dagdeel": "middag"}

    shown = here(walk(open_app("noor"), "people", veld=fields["choice"], waarde="ochtend"))
    assert "Niets gevonden" in said(shown)
