"""Changes: whoever may read a card may read how it came to be so, and nobody else may."""

from datetime import date, timedelta

import pytest

from biebwijzer.desk.page import today
from biebwijzer.relations import changes, contact_moments, follow_ups, importing, organisations, people
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=today())


@pytest.fixture
def cards(noor, workspace):
    """A person whose number changed twice, a school with a promise handed over, and a card elsewhere."""
    school = organisations.add(noor, OrganisationDraft("Proefschool Klim", "primary_school")).row_id
    person = people.add(
        noor, PersonDraft("Proef", phone="030 - 000 00 00", organisation_id=school, role="directeur")
    ).row_id
    people.change(noor, person, PersonDraft("Proef", phone="030 - 000 00 01"), seen=1)
    people.change(workspace("staff", today=today()), person, PersonDraft("Proeven", phone="030 - 000 00 01"), seen=2)
    draft = ContactMomentDraft(
        noor.today, "call", "Wil erbij", organisation_id=school, promise="bellen", due_on=noor.today
    )
    contact_moments.record(noor, draft)
    promised = noor.ask("relations/follow_ups").rows["follow_up_id"][0]
    follow_ups.put_off(noor, promised, noor.today + timedelta(days=3))
    people.add(workspace("sven", today=today()), PersonDraft("Elders"))
    return school, person


def asked(workspace, **values):
    rows = workspace.ask("relations/changes", since=date(2000, 1, 1), **values).rows.to_dicts()
    return changes.acts(rows, workspace.words, {"noor": "Noor Voorbeeld"})


def test_a_card_tells_every_change_field_by_field_the_latest_first(noor, cards):
    school, person = cards

    told = [
        (act.app_user_id, [(one.field, one.before, one.after) for one in act.fields])
        for act in asked(noor, person_id=person)
    ]
    assert told[0] == ("staff", [("Achternaam", "Proef", "Proeven")])
    assert told[1] == ("noor", [("Telefoon", "030 - 000 00 00", "030 - 000 00 01")])
    assert told[2][0] == "noor" and ("Rol", "", "directeur") in told[2][1]
    about_school = asked(noor, organisation_id=school)
    assert {act.action for act in about_school} >= {"relations.follow_up.put_off", "relations.contact_moment.recorded"}
    moved = next(act for act in about_school if act.action == "relations.follow_up.put_off")
    assert [one.field for one in moved.fields] == ["Uiterlijk"]
    assert ("organisation", school, "Proefschool Klim") in moved.cards


def test_of_another_library_or_without_the_right_nothing_is_told(workspace, noor, cards):
    _, person = cards

    assert [act.cards[0][2] for act in asked(workspace("sven", today=today()))] == ["Elders"]
    assert asked(workspace("sven", today=today()), person_id=person) == []
    for who in ("karim", "inge", "poi_adviser"):
        assert asked(workspace(who, today=today())) == [], who


def test_what_was_undone_says_so_and_the_page_takes_back_ones_own(open_app, noor, cards):
    app = open_app("noor").switch_page("relations/changes.py").run()
    act = next(act for act in asked(noor) if act.action == "relations.follow_up.put_off")
    assert not app.exception and "Proefschool Klim" in " ".join(link.proto.label for link in app.get("page_link"))

    app = next(button for button in app.button if button.key == f"undo_{act.audit_id}").click().run()

    assert not app.exception
    assert noor.ask("relations/follow_ups").first("due_on") == noor.today
    assert next(one for one in asked(noor) if one.audit_id == act.audit_id).is_undone
    assert "daarna ongedaan gemaakt" in " ".join(block.proto.body for block in app.get("html"))


@pytest.mark.parametrize(("who", "query", "said"), [
    ("noor", {}, "Hier veranderde niets"),
    ("noor", {"person": "onbekend"}, "Deze kaart is er niet"),
    ("inge", {}, "hoort niet bij je rol"),
])  # fmt: skip
def test_the_page_says_why_it_is_empty(open_app, who, query, said):
    app = open_app(who, "nl")
    for name, value in query.items():
        app.query_params[name] = value
    app = app.switch_page("relations/changes.py").run()

    assert not app.exception and said in " ".join(block.proto.body for block in app.get("html"))


def test_a_list_that_was_imported_is_taken_back_where_lists_are(open_app, noor):
    found = importing.read_list(b"Achternaam;E-mail\nProef;proef@voorbeeld.example\n", "lijst.csv", {})
    importing.take_over(noor, importing.preview(noor, found, importing.first_map(found.heads), "utrecht"))

    app = open_app("noor").switch_page("relations/changes.py").run()

    assert not app.exception and "Importeren" in [link.proto.label for link in app.get("page_link")]
    assert not [button for button in app.button if str(button.key).startswith("undo_")]
