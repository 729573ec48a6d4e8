"""The commands of relations: a list in, out again, and everything to a folder."""

import json

import pytest

from biebwijzer.cli import OpenHouse
from biebwijzer.commands import Exit
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Asking, Stores
from tests.cli.test_command_line import with_user

LIST = "Voornaam;Achternaam;E-mail;Telefoon\nProef;Testpersoon;p@x.example;06-10000001\nKapot;Adres;geen;\n"


@pytest.fixture
def coordinator(typed, settings):
    """Type a command as the coordinator of one library."""

    def opened():
        stores = Stores(settings, table_statements())
        return OpenHouse(stores, Asking(stores))

    with_user(opened, "coordinator", "coordinator", "library", "utrecht")
    return lambda *words: typed(*words, "--as", "coordinator")


def test_a_list_is_looked_at_taken_over_taken_back_and_everything_written_away(coordinator, tmp_path):
    (tmp_path / "lijst.csv").write_text(LIST, encoding="utf-8")

    looked = coordinator("relations", "import", "lijst.csv", "--preview", "--json")
    taken = coordinator("relations", "import", "lijst.csv", "--refused", "terug.xlsx", "--json")
    written = coordinator("relations", "export", "--to", "uit")
    again = coordinator("relations", "import", "uit/relaties.vcf", "--json")
    undone = coordinator("relations", "undo", json.loads(taken.out)["import"], "--json")

    told = json.loads(looked.out)
    assert (looked.code, told["new"], told["refused"], told["import"]) == (Exit.PARTLY, 1, 1, None)
    assert (taken.code, json.loads(taken.out)["new"]) == (Exit.PARTLY, 1)
    assert "Testpersoon" not in taken.out and (tmp_path / "terug.xlsx").is_file()
    assert written.code == Exit.OK
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == [
        "organisaties.csv", "personen.csv", "relaties.vcf", "relaties.xlsx", "toestemmingen.csv",
    ]  # fmt: skip
    assert (again.code, json.loads(again.out)["same"]) == (Exit.OK, 1)
    assert (undone.code, json.loads(undone.out)["restored"]) == (Exit.OK, 1)


def test_a_map_from_a_file_says_which_column_is_what(coordinator, tmp_path):
    (tmp_path / "lijst.csv").write_text(
        "Wie;Belnummer\nTestpersoon;06-10000001\nProefpersoon;06-10000002\n", encoding="utf-8"
    )
    (tmp_path / "kaart.toml").write_text('[columns]\nlast_name = "Wie"\nphone = "Belnummer"\n', encoding="utf-8")
    (tmp_path / "fout.toml").write_text('[columns]\nlast_name = "C"\n', encoding="utf-8")

    good = coordinator("relations", "import", "lijst.csv", "--map", "kaart.toml")
    wrong = coordinator("relations", "import", "lijst.csv", "--map", "fout.toml")

    assert (good.code, good.out.split(",")[0]) == (Exit.OK, "2 nieuw")
    assert wrong.code == Exit.REFUSED and "De kaart noemt C" in wrong.err


@pytest.mark.parametrize(
    "words",
    [("import", "lijst.csv"), ("export", "--to", "uit")],
)
def test_the_operator_sees_no_names_and_is_told_what_to_do(typed, tmp_path, words):
    (tmp_path / "lijst.csv").write_text(LIST, encoding="utf-8")

    answer = typed("relations", *words)

    assert (answer.code, answer.out) == (Exit.REFUSED, "") and "--as" in answer.err


def test_what_is_not_there_gets_a_sentence(coordinator, typed):
    assert "Er is geen bestand" in coordinator("relations", "import", "weg.csv").err
    assert "Deze import is er niet" in coordinator("relations", "undo", "x").err
    assert typed("relations").code == Exit.USAGE
    assert "relations export" in typed("relations", "export", "--help").out
