"""A file nobody described, on a phone: recognised, asked, mapped, looked at and put into force."""

import shutil

import pytest

from tests.journeys.conftest import axe, press, rested, serving, visit

ROWS = [("City", 1200), ("Gosforth", 310), ("Kenton", 95), ("Walkr", 40)]
FILE = "Bezoekersteller\nLocatie|Periode|Aantal bezoekers\n" + "".join(
    f"{name}|0{day}-0{month}-2026|{count}\n" for name, count in ROWS for month, day in ((1, 1), (2, 1), (3, 1))
)


@pytest.fixture(scope="module")
def own_server(newcastle_home, tmp_path_factory):
    """A server of its own: this changes the figures."""
    with serving(shutil.copytree(newcastle_home, tmp_path_factory.mktemp("new_source") / "home")) as running:
        yield running


def test_a_steward_describes_a_file_once_on_a_phone(own_server, window, tmp_path):
    path = tmp_path / "teller.txt"
    path.write_text(FILE, encoding="utf-8")
    page = window("inge", at=own_server, size={"width": 390, "height": 844})
    visit(page, "/aanleveren?bron=nieuw")

    page.locator("input[type=file]").set_input_files(path)
    page.get_by_text("Dit weten wij niet zeker").wait_for()
    rested(page)
    page.get_by_text("eerst de dag", exact=True).click()
    page.get_by_text("Wat staat er in dit bestand?").wait_for()
    rested(page)
    page.get_by_label("Naam van de bron").fill("Teller bij de deur")
    page.get_by_label("Naam van de bron").press("Tab")
    rested(page)
    assert axe(page) == []
    press(page, "Bewaar de bron en kijk het bestand na")
    page.get_by_text("Levering nakijken").wait_for(timeout=60_000)
    rested(page)
    press(page, "Zet vast")

    visit(page, "/bronnen?bron=teller_bij_de_deur")
    page.get_by_text("Zo wordt dit bestand gelezen").wait_for()
    assert axe(page) == []
