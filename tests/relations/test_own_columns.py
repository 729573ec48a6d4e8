"""Own fields in lists: a column fills one, what does not fit is told, and what goes out comes back the same."""

from io import BytesIO

import openpyxl
import pytest

from biebwijzer.problems import ChangedMeanwhile
from biebwijzer.relations import importing, own_fields, own_values, people
from biebwijzer.relations.importing import ImportMap
from biebwijzer.relations.own_fields import OwnFieldDraft
from biebwijzer.relations.people import PersonDraft

LIST = """Achternaam;E-mail;Dagdeel;Aantal groepen;Laatste rondleiding;Wil rondleiding
Proef;proef@voorbeeld.example;Middag;12,5;9-3-2026;x
Stil;stil@voorbeeld.example;;;;
Fout;fout@voorbeeld.example;avond;veel;ooit;misschien
"""


@pytest.fixture
def noor(workspace):
    noor = workspace("noor")
    for name, kind, choices in (
        ("Dagdeel", "choice", "ochtend\nmiddag"), ("Aantal groepen", "number", None),
        ("Laatste rondleiding", "date", None), ("Wil rondleiding", "yes_no", None),
    ):  # fmt: skip
        own_fields.add(noor, OwnFieldDraft("person", name, kind, choices))
    return noor


def looked_at(noor, text=LIST):
    found = importing.read_list(text.encode(), "lijst.csv", {"dates": "day_first"})
    said = importing.first_map(found.heads, "person", importing.of_library(noor, "utrecht"))
    return importing.preview(noor, found, said, "utrecht")


def cards(noor):
    fields = own_fields.every(noor, "person")
    rows = noor.ask("relations/everybody", library_id="utrecht").rows.to_dicts()
    return {row["last_name"]: dict(own_values.facts(fields, row["own"], noor.words)) for row in rows}


def test_a_column_with_the_name_of_an_own_field_fills_it_and_what_does_not_fit_is_told(noor):
    looked = looked_at(noor)

    assert looked.counts["new"] == 2 and looked.counts["refused"] == 1
    why = importing.told(looked.of("refused")[0], noor.words)
    assert "Dagdeel: 'avond' is geen van: ochtend, middag." in why
    assert "Aantal groepen: 'veel' is geen getal." in why and "'ooit'" in why and "'misschien'" in why
    importing.take_over(noor, looked)
    found = cards(noor)
    assert found["Proef"]["Dagdeel"] == "middag" and found["Proef"]["Aantal groepen"] == "12,5"
    assert found["Proef"]["Wil rondleiding"] == "ja" and found["Stil"] == {}


def test_a_card_that_is_there_gets_only_what_the_list_says_and_the_import_can_be_taken_back(noor):
    by_name = {one.name: one.own_field_id for one in own_fields.every(noor, "person")}
    own = {by_name["Dagdeel"]: "ochtend", by_name["Wil rondleiding"]: "nee"}
    people.add(noor, PersonDraft("Proef", email="proef@voorbeeld.example", own=own))
    before = cards(noor)

    looked = looked_at(noor, "Achternaam;E-mail;Dagdeel;Aantal groepen\nProef;proef@voorbeeld.example;middag;\n")
    (row,) = looked.of("update")
    assert list(row.changes.values()) == [("ochtend", "middag")]
    done = importing.take_over(noor, looked)
    assert cards(noor)["Proef"] == {"Dagdeel": "middag", "Wil rondleiding": "nee"}
    importing.undo(noor, done.import_run_id)
    assert cards(noor) == before


def test_what_goes_out_comes_back_the_same(noor):
    importing.take_over(noor, looked_at(noor))

    files = importing.everything(noor, "utrecht")

    names, first, *_ = openpyxl.load_workbook(BytesIO(files["relaties.xlsx"]))["Personen"].values
    row = dict(zip(names, first, strict=True))
    assert (row["Dagdeel"], row["Aantal groepen"], row["Wil rondleiding"]) == ("middag", "12,5", "ja")
    again = looked_at(noor, files["personen.csv"].decode("utf-8-sig"))
    assert again.counts["same"] == 2 and sum(again.counts.values()) == 2


def test_a_field_that_changed_since_the_list_was_looked_at_stops_it_and_a_kept_map_forgets_it(noor):
    looked = looked_at(noor)
    importing.keep_map(noor, "utrecht", looked.heads, ImportMap("person", {"last_name": "Achternaam", **{
        name: one.name for name, one in looked.own.items()}}))  # fmt: skip
    field = next(iter(looked.own.values()))
    own_fields.end(noor, field.own_field_id)

    with pytest.raises(ChangedMeanwhile):
        importing.take_over(noor, looked)
    assert cards(noor) == {}
    assert f"own_{field.own_field_id}" not in importing.kept_map(noor, "utrecht", looked.heads).columns
