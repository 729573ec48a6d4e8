"""Consents: only a proven yes counts, withdrawing is one press, and a no is never lost by merging or importing."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from biebwijzer.desk.page import today
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import changes, consents, importing, merging, people
from biebwijzer.relations.consents import ConsentDraft
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.people import PersonDraft
from tests.relations.test_pages import here, pressed, said, walk

TODAY = today()
NEWS = ("newsletter", "mail")


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=TODAY)


@pytest.fixture
def person(noor):
    return people.add(noor, PersonDraft("Voorbeeld", first_name="Fatma", email="fatma@post.invalid")).row_id


def yes(person, **other):
    return ConsentDraft(**{
        "person_id": person, "purpose": "newsletter", "channel": "mail", "given_on": TODAY, "source": "paper",
        "proof": "map 2026, formulier 14", **other,
    })  # fmt: skip


def answers(workspace, person):
    rows = workspace.ask("relations/consents", person_id=person).rows.to_dicts()
    return {(row["purpose"], row["channel"]): row["is_valid"] for row in rows if row["is_current"]}


def may_be_mailed(workspace):
    rows = workspace.ask("relations/every_consent", library_id="utrecht").rows.to_dicts()
    return {row["person_id"] for row in rows if row["is_valid"]}


def lines(house):
    with house.stores.records.reading() as reading:
        return [row["action"] for row in reading.find("access.audit") if "consent" in row["action"]]


def test_a_consent_keeps_its_words_and_proof_and_until_then_nothing_is_known(house, noor, person):
    assert answers(noor, person) == {}

    saved = consents.give(noor, yes(person))

    row = noor.ask("relations/consents", person_id=person).rows.row(0, named=True)
    assert answers(noor, person) == {NEWS: True} and may_be_mailed(noor) == {person}
    assert "per e-mail nieuws" in row["wording"] and row["proof"] == "map 2026, formulier 14"
    assert (row["wording_version"], row["recorded_by_name"]) == (0, noor.full_name)
    noor.undo(saved.audit_id)
    assert answers(noor, person) == {} and lines(house)[-1].endswith(".undone")


@pytest.mark.parametrize(("other", "field"), [
    ({"proof": None}, "proof"), ({"proof": "Ja!"}, "proof"), ({"proof": "n.v.t."}, "proof"),
    ({"source": None}, "source"),
    ({"given_on": None}, "given_on"), ({"given_on": TODAY + timedelta(days=1)}, "given_on"),
    ({"purpose": "spam"}, "purpose"), ({"channel": "duif"}, "channel"),
    ({"own_wording": "mijn nummer is 111222333"}, "own_wording"),
])  # fmt: skip
def test_a_yes_without_proof_day_or_purpose_is_refused_beside_its_field(noor, person, other, field):
    draft = yes(person, **other)

    assert [problem.field for problem in consents.problems(draft, TODAY)] == [field]
    with pytest.raises(NotAllowed):
        consents.give(noor, draft)
    assert answers(noor, person) == {}


def test_withdrawing_ends_every_yes_and_only_a_later_one_counts_again(house, noor, person):
    consents.give(noor, yes(person, given_on=TODAY - timedelta(days=400)))
    consents.give(noor, yes(person, given_on=TODAY - timedelta(days=9)))
    gone = consents.withdraw(noor, person, *NEWS)
    assert answers(noor, person) == {NEWS: False} and may_be_mailed(noor) == set()
    assert consents.withdraw(noor, person, *NEWS).audit_id is None

    # The old form that turns up in a drawer changes nothing.
    with pytest.raises(NotAllowed):
        consents.give(noor, yes(person, given_on=TODAY - timedelta(days=1)))
    noor.undo(gone.audit_id)
    assert answers(noor, person) == {NEWS: True}
    consents.withdraw(noor, person, *NEWS)
    consents.give(noor, yes(person, given_on=TODAY))
    assert answers(noor, person) == {NEWS: True}
    assert lines(house).count("relations.consent.withdrawn") == 2


def test_a_no_can_be_kept_of_who_never_said_yes(noor, person):
    consents.withdraw(noor, person, "fundraising", "phone")

    assert answers(noor, person) == {("fundraising", "phone"): False}


def test_words_of_ones_own_become_the_next_version_and_old_ones_stay(noor, person):
    consents.give(noor, yes(person, own_wording="Ik wil  het bericht."))
    consents.give(noor, yes(person, own_wording="Ik wil het bericht."))
    consents.give(noor, yes(person, own_wording="Ik wil elke maand een bericht."))

    known = consents.wordings(noor, "utrecht", *NEWS)
    assert [one.version for one in known] == [2, 1, 0] and known[1].content == "Ik wil het bericht."
    rows = noor.ask("relations/consents", person_id=person).rows.to_dicts()
    assert sorted(row["wording_version"] for row in rows) == [1, 1, 2]
    with pytest.raises(NotAllowed):
        consents.give(noor, yes(person, version=7))


@pytest.mark.parametrize("kept_first", [True, False])
def test_of_merged_cards_a_withdrawal_wins_and_taking_the_merge_back_gives_both_answers(noor, person, kept_first):
    other = people.add(noor, PersonDraft("Voorbeeld", first_name="F.")).row_id
    consents.give(noor, yes(other))
    consents.withdraw(noor, other, *NEWS)
    consents.give(noor, yes(person))
    kept, merged = (person, other) if kept_first else (other, person)

    saved = merging.merge(noor, MergeDraft("person", kept, merged, 1, 1))

    assert answers(noor, kept) == {NEWS: False} and may_be_mailed(noor) == set()
    assert noor.ask("relations/consents", person_id=kept).rows.height == 2
    merging.unmerge(noor, saved.row_id)
    assert (answers(noor, person), answers(noor, other)) == ({NEWS: True}, {NEWS: False})
    merging.merge(noor, replace(MergeDraft("person", kept, merged, 3, 3), kept_seen=None, merged_seen=None))
    consents.give(noor, yes(kept))
    assert answers(noor, kept) == {NEWS: True}
    # One press ends it on both cards, also when they become two again.
    consents.withdraw(noor, kept, *NEWS)
    assert set(answers(noor, kept).values()) == {False}


def test_nobody_elsewhere_reads_or_writes_a_consent(workspace, noor, person):
    consents.give(noor, yes(person))

    for who in ("sven", "karim", "inge", "poi_adviser"):
        other = workspace(who, today=TODAY)
        assert answers(other, person) == {}, who
        for act in (lambda at: consents.give(at, yes(person)), lambda at: consents.withdraw(at, person, *NEWS)):
            with pytest.raises(NotAllowed):
                act(other)
    assert answers(noor, person) == {NEWS: True}


LIST = "Achternaam;E-mail;Toestemming nieuwsbrief\nProef;proef@voorbeeld.example;ja\nStil;stil@voorbeeld.example;nee\n"


def imported(noor, text=LIST):
    found = importing.read_list(text.encode(), "lijst.csv", {})
    looked = importing.preview(noor, found, importing.first_map(found.heads), "utrecht")
    return looked, importing.take_over(noor, looked)


def test_a_yes_in_a_list_is_remarked_kept_with_its_row_and_no_consent(noor):
    looked, done = imported(noor)
    told = [remark.word for row in looked.rows for remark in row.row.remarks]
    assert len(told) == 1 and "zonder bewijs" in told[0]
    assert may_be_mailed(noor) == set()
    known = {
        row["last_name"]: row["person_id"]
        for row in noor.ask("relations/everybody", library_id="utrecht").rows.to_dicts()
    }
    claims = {
        name: noor.ask("relations/consent_claims", person_id=one).rows["remark"].to_list()
        for name, one in known.items()
    }
    assert claims == {"Proef": ["Toestemming nieuwsbrief"], "Stil": []}

    consents.give(noor, yes(known["Proef"]))
    back = importing.undo(noor, done.import_run_id)

    assert {one.name: one.group for one in back.cards} == {"Proef": "impossible", "Stil": "restored"}
    assert may_be_mailed(noor) == {known["Proef"]}


def test_what_goes_out_says_who_agreed_to_what_and_comes_back_without_a_claim(noor, person):
    consents.give(noor, yes(person))
    consents.withdraw(noor, person, "fundraising", "phone")

    files = importing.everything(noor, "utrecht")

    assert "Nieuws per e-mail" in files["personen.csv"].decode("utf-8-sig")
    names, *rows = openpyxl.load_workbook(BytesIO(files["relaties.xlsx"]))["Toestemmingen"].values
    rows = [dict(zip(names, row, strict=True)) for row in rows]
    assert [(row["Waarvoor"], row["Telt nu"], row["Bewijs"]) for row in rows] == [
        ("Vragen om steun", "nee", None), ("Nieuws", "ja", "map 2026, formulier 14"),
    ]  # fmt: skip
    looked, _ = imported(noor, files["personen.csv"].decode("utf-8-sig"))
    assert [(row.outcome, row.row.claims) for row in looked.rows] == [("same", ())]


@pytest.mark.parametrize(("language", "unknown"), [("nl", "Onbekend, en dus nee"), ("en", "Unknown, and so no")])
def test_the_card_says_unknown_until_somebody_agreed(open_app, person, language, unknown):
    assert unknown in said(here(walk(open_app("noor", language), "people", person=person)))


def saving(app):
    """The button of the drawer; a test runs the whole page, so that the drawer is gone after it."""
    return next(one for one in app.button if one.key and one.key.startswith("consent_") and "_save_" in one.key)


def test_on_the_card_one_keeps_a_yes_and_ends_it_with_one_press_and_can_take_that_back(open_app, noor, person):
    app = here(walk(open_app("noor"), "people", person=person))
    app = here(pressed(app, "Leg toestemming vast").click().run())
    next(one for one in app.selectbox if one.label == "Waarvoor").set_value("newsletter")
    next(one for one in app.selectbox if one.label == "Langs welke weg").set_value("mail")
    next(one for one in app.selectbox if one.label == "Hoe").set_value("paper")
    next(one for one in app.date_input if one.label == "Ja gezegd op").set_value(TODAY)
    here(saving(app).click().run())
    assert answers(noor, person) == {}
    # Nothing typed is lost, and the words are there to be read.
    app = here(pressed(app, "Leg toestemming vast").click().run())
    assert "Zonder bewijs is het geen toestemming" in said(app) and "nieuws van de bibliotheek" in said(app)
    next(one for one in app.text_input if one.label == "Waar ligt het bewijs?").set_value("map 2026, nr 14")
    app = here(saving(app).click().run())
    assert answers(noor, person) == {NEWS: True}

    app = here(pressed(here(app.run()), "Trek in").click().run())
    assert answers(noor, person) == {NEWS: False} and "Ingetrokken: <b>Nieuws per e-mail</b>" in said(app)
    here(pressed(app, "Maak ongedaan").click().run())
    assert answers(noor, person) == {NEWS: True}


def test_history_tells_who_kept_and_who_withdrew(noor, person):
    consents.give(noor, yes(person))
    consents.withdraw(noor, person, *NEWS)

    rows = noor.ask("relations/changes", since=TODAY - timedelta(days=2), person_id=person).rows.to_dicts()

    told = {act.action: [one.field for one in act.fields] for act in changes.acts(rows, noor.words, {})}
    assert told["relations.consent.withdrawn"] == ["Ingetrokken op"]
    assert "Bewijs" in told["relations.consent.given"]


def test_the_list_of_whom_we_may_write_holds_nobody_else_and_is_of_this_moment(house, workspace, noor, person):
    silent = people.add(noor, PersonDraft("Stil", email="stil@post.invalid")).row_id
    nowhere = people.add(noor, PersonDraft("Zonder")).row_id
    for one in (person, nowhere):
        consents.give(noor, yes(one))
    consents.withdraw(noor, silent, *NEWS)
    about = dict(zip(("purpose", "channel"), NEWS, strict=True))

    counts = noor.ask("relations/consent_counts", **about).rows.row(0, named=True)
    text = importing.address_list(noor, *NEWS).decode("utf-8-sig")

    assert counts == {"yes": 2, "no": 1, "unknown": 0, "without_address": 1}
    assert "fatma@post.invalid" in text and "Stil" not in text and "Zonder" not in text
    assert lines(house)[-1] == "relations.consent.list_taken"
    consents.withdraw(noor, person, *NEWS)
    assert "fatma" not in importing.address_list(noor, *NEWS).decode()
    assert importing.address_list(workspace("sven", today=TODAY), *NEWS).decode().count("\n") == 1
    for who in ("karim", "inge", "poi_adviser"):
        with pytest.raises(NotAllowed):
            importing.address_list(workspace(who, today=TODAY), *NEWS)


@pytest.mark.parametrize(("who", "language", "told"), [
    ("noor", "nl", "<b>1 persoon</b> zei ja tegen: Nieuws per e-mail"),
    ("noor", "en", "<b>1 person</b> said yes to: News by e-mail"),
    ("sven", "nl", "Niemand zei hier ja tegen"), ("inge", "nl", "hoort niet bij je rol"),
])  # fmt: skip
def test_the_page_says_whom_we_may_write_and_to_nobody_else(open_app, noor, person, who, language, told):
    consents.give(noor, yes(person))

    text = said(here(walk(open_app(who, language), "consents")))

    assert told in text and ("Fatma" in text) == (who == "noor")
