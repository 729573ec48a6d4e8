"""Importing a list: what is read from it, what it would do, and what it does."""

import pytest

from biebwijzer.intake.traces import is_bsn
from biebwijzer.problems import BiebwijzerError, ChangedMeanwhile, NotAllowed
from biebwijzer.relations import importing, organisations, people
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from tests.relations.messy import HEADS, messy_sheet

SHORT = "Voornaam;Achternaam;E-mail;Telefoon\n"


def looked_at(workspace, content, name="lijst.csv", library=None, **answers):
    """A list as it would be imported, mapped by its headings."""
    found = importing.read_list(content if isinstance(content, bytes) else content.encode(), name, answers)
    said = importing.first_map(found.heads)
    return importing.preview(workspace, found, said, library or workspace.libraries[0])


def everybody(workspace):
    return workspace.ask("relations/everybody", library_id=workspace.libraries[0]).rows.to_dicts()


def test_a_messy_spreadsheet_becomes_people_with_their_names_numbers_and_places(workspace):
    noor = workspace("noor")
    looked = looked_at(noor, messy_sheet(), "contacten.xlsx")

    importing.take_over(noor, looked)

    kept = {row["email"]: row for row in everybody(noor)}
    assert looked.counts == {"new": 4, "update": 0, "same": 0, "double": 1, "refused": 4}
    first = kept["proef@voorbeeld.example"]
    assert (first["first_name"], first["infix"], first["last_name"]) == ("Proef", "van der", "Testpersoon")
    assert (first["phone"], first["postcode"], first["role"]) == ("+31610000001", "3511 AB", "directeur")
    assert kept["toets@voorbeeld.example"]["infix"] == "van den"
    assert {row["phone"] for row in kept.values()} == {"+31610000001", "+31610000002", "+31301000003", "+31610000004"}
    schools = noor.ask("relations/every_organisation", library_id="utrecht").rows["name"].to_list()
    assert schools == ["Proefschool Dal", "Proefschool Klim"]
    # What the list says of faith, letters and birth is nowhere.
    # An id or a moment may hold any digits by chance.
    said = [str(value) for row in kept.values() for name, value in row.items() if not name.endswith(("_id", "_at"))]
    assert not any("Geloof" in text or "1980" in text for text in said)


def test_a_refused_row_says_why_in_a_sentence_and_a_young_one_gets_no_card(workspace):
    looked = looked_at(workspace("noor"), messy_sheet(), "contacten.xlsx")

    why = {one.row.line: [problem.field for problem in one.why] for one in looked.of("refused")}
    assert why == {
        9: ["birth_date"],
        10: ["phone", "postcode", "since", "email"],
        11: ["note"],
        13: ["last_name"],
    }


@pytest.mark.parametrize("heading", ["Leeftijd", "age"])
def test_an_age_nobody_mapped_still_keeps_a_child_out(workspace, heading):
    noor = workspace("noor")
    found = importing.read_list(
        f"Achternaam;E-mail;{heading}\nProef;a@x.example;12\nToets;b@x.example;44\n".encode(), "l.csv"
    )
    said = importing.ImportMap("person", {"last_name": "Achternaam", "email": "E-mail"})

    looked = importing.preview(noor, found, said, "utrecht")

    assert [one.outcome for one in looked.rows] == ["refused", "new"]


def test_a_second_round_with_the_same_list_changes_nothing(workspace):
    noor = workspace("noor")
    importing.take_over(noor, looked_at(noor, messy_sheet(), "contacten.xlsx"))

    again = looked_at(noor, messy_sheet(), "contacten.xlsx")

    # The one without mail, whose number says who it is, and the row that stands in the list twice.
    assert again.counts == {"new": 0, "update": 0, "same": 4, "double": 1, "refused": 4}


def test_a_card_is_brought_up_to_date_and_an_empty_cell_erases_nothing(workspace):
    noor = workspace("noor")
    draft = PersonDraft(
        "Testpersoon", first_name="Proef", email="proef@x.example", phone="030 - 1000 001", note="rustig"
    )
    people.add(noor, draft)
    rows = SHORT + "Proef;Testpersoon;PROEF@x.example;\nProef;Testpersoon;proef@x.example;030 1000002\n"

    looked = looked_at(noor, rows.splitlines()[0] + "\n" + rows.splitlines()[2] + "\n")
    same = looked_at(noor, rows.splitlines()[0] + "\n" + rows.splitlines()[1] + "\n")
    importing.take_over(noor, looked)

    assert same.counts["same"] == 1
    assert looked.rows[0].changes == {"phone": ("030 - 1000 001", "+31301000002")}
    (card,) = everybody(noor)
    assert (card["phone"], card["note"], card["email"]) == ("+31301000002", "rustig", "proef@x.example")


def test_a_likely_double_is_not_added_unless_a_person_says_so(workspace):
    noor = workspace("noor")
    people.add(noor, PersonDraft("Testpersoon", first_name="Proefje", phone="06 10000001"))
    rows = SHORT + "Proef;Testpersoon;proef@x.example;06-10000001\n"
    looked = looked_at(noor, rows)
    assert [one.outcome for one in looked.rows] == ["double"]

    importing.take_over(noor, looked)
    assert len(everybody(noor)) == 1

    importing.take_over(noor, looked_at(noor, rows), {2: "update"})
    assert [row["email"] for row in everybody(noor)] == ["proef@x.example"]

    people.add(noor, PersonDraft("Anders", first_name="Toets", phone="06 10000009"))
    other = looked_at(noor, SHORT + "Toetsje;Anders;;06-10000009\n")
    importing.take_over(noor, other, {2: "add"})
    assert len(everybody(noor)) == 3


def test_a_column_of_citizen_numbers_or_of_faith_is_never_taken(workspace):
    noor = workspace("noor")
    numbers = [str(n) for n in range(100_000_000, 100_000_100) if is_bsn(str(n))][:6]
    rows = "".join(f"Proef{n};{number}\n" for n, number in enumerate(numbers))
    found = importing.read_list(("Achternaam;Kaartnummer\n" + rows).encode(), "l.csv")
    said = importing.ImportMap("person", {"last_name": "Achternaam", "note": "Kaartnummer"})

    with pytest.raises(BiebwijzerError, match="burgerservicenummers"):
        importing.preview(noor, found, said, "utrecht")
    faith = importing.read_list(b"Achternaam;Geloof\nProef;x\n", "l.csv")
    with pytest.raises(BiebwijzerError, match="bewaren we nooit"):
        importing.preview(
            noor, faith, importing.ImportMap("person", {"last_name": "Achternaam", "note": "Geloof"}), "utrecht"
        )


def test_days_that_read_two_ways_are_asked_and_the_answer_is_kept_with_the_map(workspace):
    noor = workspace("noor")
    rows = "Achternaam;E-mail;School;Sinds\nProef;a@x.example;Klim;03-04-2024\nToets;b@x.example;Klim;05-06-2023\n"
    found = importing.read_list(rows.encode(), "l.csv")
    assert [one.key for one in found.questions] == ["dates"]
    said = importing.first_map(found.heads)
    answered = importing.ImportMap(said.kind, said.columns, {"dates": "month"})

    importing.keep_map(noor, "utrecht", found.heads, answered)
    kept = importing.kept_map(noor, "utrecht", [head.upper() for head in reversed(found.heads)])
    looked = importing.preview(noor, found, importing.kept_map(noor, "utrecht", found.heads), "utrecht")

    assert kept.answers == {"dates": "month"} and kept.version == 1
    assert str(looked.rows[0].row.works["since"]) == "2024-03-04"
    assert importing.keep_map(noor, "utrecht", found.heads, answered) == 1
    assert importing.keep_map(noor, "utrecht", found.heads, said) == 2
    assert importing.kept_map(workspace("sven"), "utrecht", found.heads) is None


def test_a_map_goes_out_as_text_and_comes_back_the_same():
    said = importing.ImportMap(
        "person", {"last_name": 'Naam "van" \\ wie', "note": "é\tx"}, {"dates": "day", "sheet": "A b"}
    )

    assert importing.from_text(importing.as_text(said, ["Naam"])) == said


def test_a_list_goes_to_ones_own_library_and_is_held_beside_its_cards_only(workspace):
    noor, sven = workspace("noor"), workspace("sven")
    rows = SHORT + "Proef;Testpersoon;proef@x.example;06-10000001\n"
    importing.take_over(noor, looked_at(noor, rows))

    there = looked_at(sven, rows)

    assert there.counts["new"] == 1
    with pytest.raises(NotAllowed):
        looked_at(sven, rows, library="utrecht")
    with pytest.raises(NotAllowed):
        importing.take_over(sven, looked_at(noor, rows))
    with pytest.raises(NotAllowed):
        looked_at(workspace("karim"), rows)


def test_who_imports_after_a_colleague_did_is_asked_to_look_again(workspace):
    noor, staff = workspace("noor"), workspace("staff")
    rows = SHORT + "Proef;Testpersoon;proef@x.example;06-10000001\n"
    hers, his = looked_at(noor, rows), looked_at(staff, rows)
    importing.take_over(noor, hers)

    with pytest.raises(ChangedMeanwhile):
        importing.take_over(staff, his)

    assert len(everybody(noor)) == 1


def test_a_card_saved_meanwhile_stops_the_whole_import(workspace):
    noor = workspace("noor")
    row_id = people.add(noor, PersonDraft("Testpersoon", first_name="Proef", email="proef@x.example")).row_id
    looked = looked_at(noor, SHORT + "Proef;Testpersoon;proef@x.example;06-10000001\nToets;Ander;t@x.example;\n")
    people.change(noor, row_id, PersonDraft("Testpersoon", first_name="Proef", email="proef@x.example", note="x"), 1)

    with pytest.raises(ChangedMeanwhile):
        importing.take_over(noor, looked)

    assert [row["note"] for row in everybody(noor)] == ["x"]


def test_schools_are_known_again_by_their_code_and_organisations_by_name_and_place(workspace):
    noor = workspace("noor")
    organisations.add(noor, OrganisationDraft("Proefschool Klim", "primary_school", place="Woerden", brin="08US00"))
    organisations.add(noor, OrganisationDraft("Zorg Proef", "care", place="Lopik"))
    rows = "Naam;Plaats;Vestigingscode;Telefoon\nKlim;Woerden;08us00;030-1000001\n"
    rows += "Zorg Proef;LOPIK;;030-1000003\nNieuw;Lopik;;\n"

    looked = looked_at(noor, rows)
    importing.take_over(noor, looked)

    assert looked.kind == "organisation"
    assert [one.outcome for one in looked.rows] == ["update", "update", "new"]
    assert set(looked.rows[1].changes) == {"phone"}
    names = noor.ask("relations/every_organisation", library_id="utrecht").rows["name"].to_list()
    assert names == ["Klim", "Nieuw", "Zorg Proef"]


def test_refused_rows_come_back_as_a_file_that_is_mended_and_taken_with_the_same_map(workspace):
    noor = workspace("noor")
    looked = looked_at(noor, messy_sheet(), "contacten.xlsx")

    back = importing.read_list(importing.refused_rows(looked, noor.words), "geweigerd.xlsx")

    assert back.heads[: len(HEADS)] == HEADS
    assert len(back.rows) == 5
    found = importing.read_list(messy_sheet(), "contacten.xlsx")
    importing.keep_map(noor, "utrecht", found.heads, importing.first_map(found.heads))
    assert importing.kept_map(noor, "utrecht", back.heads).version == 1


def test_everything_goes_out_and_comes_back_as_the_same(workspace):
    noor = workspace("noor")
    importing.take_over(noor, looked_at(noor, messy_sheet(), "contacten.xlsx"))

    files = importing.everything(noor, "utrecht")

    for name in ("relaties.xlsx", "relaties.vcf", "personen.csv", "organisaties.csv"):
        answers = {"sheet": "Personen"} if name.endswith("xlsx") else {}
        back = looked_at(noor, files[name], name, **answers)
        assert back.counts["same"] == len(back.rows) > 0, name


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "leeg"), (b"   \n", "leeg"), (b"\x00\x01\x02\xff" * 40, "."), (b"%PDF-1.7 proef", ".")],
)
def test_a_file_that_is_no_list_gets_a_sentence(content, told):
    with pytest.raises(BiebwijzerError, match=told):
        found = importing.read_list(content, "x")
        importing.checked(importing.first_map(found.heads), found.heads)
