"""A talk with several people and colleagues: with everybody who was there, each once, and nobody from elsewhere."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from biebwijzer.access import keeping
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import changes, contact_moments, importing, merging, noting, organisations, people
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft

pytestmark = pytest.mark.slow

MONDAY = date(2026, 11, 23)
TALK = ContactMomentDraft(MONDAY, "visit", "Samen over het taalcafé", place="Houten")
TABLES = ("person", "organisation", "contact_moment", "contact_moment_person", "contact_moment_colleague", "follow_up")


def everything(workspace):
    with workspace.stores.records.reading() as reading:
        return {table: sorted(map(str, reading.find(f"relations.{table}"))) for table in TABLES}


def timeline(workspace, **whom):
    return workspace.ask("relations/timeline", **whom).rows.to_dicts()


def merged(workspace, kept, other):
    seen = [workspace.ask("relations/person", person_id=one).first("row_version") for one in (kept, other)]
    return merging.merge(workspace, MergeDraft("person", kept, other, *seen))


def beside(workspace, person_id):
    return workspace.ask("relations/people_beside", ids=[person_id]).rows.row(0, named=True)


@pytest.fixture
def noor(workspace):
    return workspace("noor")


@pytest.fixture
def cast(noor):
    """An organisation and three people it knows."""
    taalhuis = organisations.add(noor, OrganisationDraft("Taalhuis Proef", "welfare")).row_id
    return taalhuis, *(people.add(noor, PersonDraft("Proef", first_name=name)).row_id for name in ("Ans", "Ben", "Cor"))


@pytest.fixture
def talk(noor, cast):
    """Ans, Ben and Cor of the organisation, and one colleague; something was promised."""
    taalhuis, ans, ben, cor = cast
    draft = replace(
        TALK, organisation_id=taalhuis, person_id=ans, beside_ids=(ben, cor), colleague_ids=("staff",),
        promise="zaal nakijken", due_on=MONDAY + timedelta(days=2),
    )  # fmt: skip
    return contact_moments.record(noor, draft)


def test_everybody_who_was_there_has_the_talk_on_their_card_and_everybody_is_named(noor, cast, talk):
    taalhuis, *everybody = cast

    for whom in ({"organisation_id": taalhuis}, *({"person_id": one} for one in everybody)):
        (row,) = timeline(noor, **whom)
        assert (row["person_name"], row["people_beside"]) == ("Ans Proef", ["Ben Proef", "Cor Proef"])
        assert row["follow_up_id"] is not None and row["status"] == "open"
        assert (row["colleagues"], row["recorded_by_name"]) == (["Bo Voorbeeld"], "Noor Voorbeeld")
    listed = noor.ask("relations/people", most=9).rows
    assert set(listed["last_spoken_on"]) == {MONDAY} and set(listed["open_count"]) == {1}
    assert [beside(noor, one)["talks"] for one in everybody] == [1, 1, 1]
    assert noor.ask("relations/last_spoke", person_id=cast[3], library_id="utrecht").first("recorded_by") == "noor"


def test_undoing_the_talk_takes_everybody_out_again(noor, cast):
    before = everything(noor)

    saved = contact_moments.record(
        noor,
        replace(TALK, person_id=cast[1], beside_ids=(cast[2],), new_beside=("Dina Nieuw",), colleague_ids=("staff",)),
    )
    assert timeline(noor, person_id=cast[2])[0]["people_beside"] == ["Ben Proef", "Dina Nieuw"]
    noor.undo(saved.audit_id)

    assert everything(noor) == before


def test_a_person_or_colleague_named_twice_was_there_once(noor, cast):
    _, ans, ben, _ = cast

    contact_moments.record(
        noor,
        replace(
            TALK, person_id=ans, beside_ids=(ben, ans, ben), new_beside=("Dina  Nieuw", "dina nieuw", " "),
            colleague_ids=("staff", "noor", "staff"),
        ),
    )  # fmt: skip

    kept = everything(noor)
    assert [len(kept[table]) for table in TABLES[2:5]] == [1, 2, 1] and len(kept["person"]) == 4
    assert timeline(noor, person_id=ans)[0]["people_beside"] == ["Ben Proef", "Dina Nieuw"]


def test_with_an_organisation_alone_the_first_who_was_there_is_whom_it_was_with(noor, cast):
    taalhuis, ans, ben, _ = cast

    contact_moments.record(noor, replace(TALK, organisation_id=taalhuis, beside_ids=(ben, ans)))

    (row,) = timeline(noor, person_id=ans)
    assert (row["person_id"], row["people_beside"], row["organisation_id"]) == (ben, ["Ans Proef"], taalhuis)


def test_somebody_of_another_library_can_not_have_been_there(workspace, noor, cast):
    _, ans, ben, _ = cast
    sven, admin = workspace("sven"), workspace("admin")
    elsewhere = people.add(sven, PersonDraft("Elders")).row_id
    before = everything(noor)

    for who, draft in (
        (noor, replace(TALK, person_id=ans, beside_ids=(elsewhere,))),
        (sven, replace(TALK, person_id=elsewhere, beside_ids=(ben,))),
        (sven, replace(TALK, new_person="Nieuw", beside_ids=(ben,))),
        (admin, replace(TALK, person_id=ans, beside_ids=(elsewhere,))),
        (noor, replace(TALK, person_id=ans, beside_ids=("bestaat niet",))),
        (noor, replace(TALK, person_id=ans, colleague_ids=("sven",))),
        (noor, replace(TALK, person_id=ans, colleague_ids=("karim",))),
    ):
        with pytest.raises(NotAllowed):
            contact_moments.record(who, draft)

    assert everything(noor) == before


@pytest.mark.parametrize("who", ["sven", "karim", "inge", "kb_reader"])
def test_who_works_elsewhere_or_may_not_see_people_reads_nobody(workspace, cast, talk, who):
    reader = workspace(who)

    assert timeline(reader, person_id=cast[2]) == [] == timeline(reader, organisation_id=cast[0])
    assert reader.ask("relations/people_beside", ids=list(cast[1:])).is_empty()


def test_who_is_merged_stays_at_the_talk_under_the_card_that_stands_and_comes_back(noor, cast, talk):
    taalhuis, ans, ben, cor = cast
    before = everything(noor)["contact_moment_person"]

    one = merged(noor, ans, ben)
    assert timeline(noor, organisation_id=taalhuis)[0]["people_beside"] == ["Cor Proef"]
    assert len(timeline(noor, person_id=ans)) == 1
    assert (beside(noor, ans)["talks"], beside(noor, ans)["open_count"]) == (1, 1)
    two = merged(noor, ans, cor)
    (row,) = timeline(noor, person_id=ans)
    assert (row["person_name"], row["people_beside"]) == ("Ans Proef", None)

    assert everything(noor)["contact_moment_person"] == before, "nothing moves"
    assert [merging.unmerge(noor, saved.row_id).later for saved in (one, two)] == [0, 0]
    assert timeline(noor, person_id=cor)[0]["people_beside"] == ["Ben Proef", "Cor Proef"]


def test_two_of_one_talk_who_are_merged_are_named_once(noor, cast, talk):
    _, ans, ben, cor = cast

    saved = merged(noor, ben, cor)
    assert timeline(noor, person_id=ben)[0]["people_beside"] == ["Ben Proef"] and beside(noor, ben)["talks"] == 1
    contact_moments.record(noor, replace(TALK, person_id=ans, beside_ids=(cor,)))

    assert merging.unmerge(noor, saved.row_id).later == 1, "a form opened before asked which card stands"
    assert len(timeline(noor, person_id=ben)) == 2 and len(timeline(noor, person_id=cor)) == 1


def test_the_history_of_a_card_tells_a_talk_where_one_was_beside_somebody(noor, cast, talk):
    rows = noor.ask("relations/changes", since=date(2000, 1, 1), person_id=cast[3]).rows.to_dicts()
    acts = changes.acts(rows, noor.words, {"staff": "Bo Voorbeeld"})

    told = next(act for act in acts if act.action == "relations.contact_moment.recorded")
    assert {("person", one) for one in cast[1:]} <= {card[:2] for card in told.cards}
    assert [one.after for one in told.fields if one.field == "Collega erbij"] == ["Bo Voorbeeld"]
    assert [one.field for one in told.fields].count("Gesproken op") == 1


def test_whom_we_only_spoke_beside_others_is_kept_as_long(noor, cast, talk):
    rule = next(one for one in keeping.keeping_rules() if one.table == "relations.person")
    later = replace(noor, today=MONDAY.replace(year=2028))

    with noor.stores.records.transaction() as transaction:
        transaction.run("delete from records.access.audit")
        kept = keeping.too_old(later, transaction, rule)
        gone = keeping.too_old(replace(later, today=MONDAY.replace(year=2029)), transaction, rule)

    assert kept == [] and {row["person_id"] for row in gone} == set(cast[1:])


def test_an_import_does_not_take_back_who_was_there_since(noor, cast):
    found = importing.read_list(b"Voornaam;Achternaam;E-mail\nDina;Voorbeeld;d@x.example\n", "lijst.csv")
    looked = importing.preview(noor, found, importing.first_map(found.heads), "utrecht")
    run = importing.take_over(noor, looked, {})
    dina = noor.ask("relations/people", most=9, asked="dina").rows["person_id"][0]
    contact_moments.record(noor, replace(TALK, person_id=cast[1], beside_ids=(dina,)))

    undone = importing.undo(noor, run.import_run_id)

    assert undone.counts["impossible"] == 1 and noor.ask("relations/person", person_id=dina).rows.height == 1


@pytest.fixture
def at_work(noor):
    """The three work at the Taalhuis; two people are called Dirk, and an organisation has 'en' in its name."""
    taalhuis = organisations.add(noor, OrganisationDraft("Taalhuis Proef", "welfare")).row_id
    for name in ("Ans", "Ben", "Cor"):
        people.add(noor, PersonDraft("Proef", first_name=name, organisation_id=taalhuis))
    for name in ("Een", "Twee"):
        people.add(noor, PersonDraft(name, first_name="Dirk"))
    organisations.add(noor, OrganisationDraft("Kunst en Cultuur", "welfare"))


@pytest.mark.parametrize(
    ("line", "whom", "others"),
    [
        ("Ans en Ben van het Taalhuis gebeld", "Taalhuis Proef", ["Ans Proef", "Ben Proef"]),
        ("called Ans and Ben from the Taalhuis", "Taalhuis Proef", ["Ans Proef", "Ben Proef"]),
        ("Ans en Ben gebeld, zaal nakijken", "Ans Proef", ["Ben Proef"]),
        ("gebeld met Cor Proef & Ans Proef", "Cor Proef", ["Ans Proef"]),
        ("Ans van het Taalhuis gesproken", "Taalhuis Proef", ["Ans Proef"]),
        ("Kunst en Cultuur gebeld", "Kunst en Cultuur", []),
    ],
)
def test_a_line_that_names_several_proposes_them_when_all_are_surely_known(noor, at_work, line, whom, others):
    (proposal,) = noting.propose(noor, line)

    assert (proposal.match.name, [one.name for one in proposal.beside]) == (whom, others)


@pytest.mark.parametrize(
    "line",
    [
        "Ans en Zoë van het Taalhuis gebeld",
        "Ans en Zoë gebeld",
        "Ans en Dirk gebeld",
        "Ans en Ben van de Bakker gebeld",
        "Ans en gebeld",
    ],
)
def test_of_several_of_whom_one_is_not_surely_known_nobody_is_guessed_and_no_name_is_lost(noor, at_work, line):
    (proposal,) = noting.propose(noor, line)

    assert proposal.beside == ()
    named = [word for word in ("Ans", "Zoë", "Dirk", "Ben") if word in line]
    kept = f"{proposal.noted.summary} {proposal.match.name if proposal.match else ''}"
    assert all(word in kept for word in named)
