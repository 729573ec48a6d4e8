"""A messy list of contacts comes in row by row and is taken back whole; a promise stands in the calendar of a phone."""

from datetime import timedelta
from urllib.request import urlopen

import icalendar
import pytest
from playwright.sync_api import expect

from biebwijzer.desk.page import today
from tests.journeys.conftest import NARROW, WIDE, axe, note, press, rested, visit

# As lists are: a title above the header, names in one cell, a number written three ways, one that is none.
MESSY = """Contacten van het taalhuis;;;
;;;
Naam;Telefoonnummer;Mail;School
Proefpersoon, van der, Lot;06 - 1234 5601;lot@voorbeeld.invalid;Proefschool De Lijst
BRAM PROEFLIJST;+31 6 12345602;BRAM@VOORBEELD.INVALID;Proefschool De Lijst
Noor de Proefster;0612345603;geen adres;
"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_messy_list_is_looked_at_taken_over_and_taken_back(window, size):
    page = visit(window("noor", size=size), "/importeren")
    content = MESSY.replace("voorbeeld", f"voorbeeld{size['width']}").replace("123456", str(size["width"]) + "456")
    file = {"name": "taalhuis.csv", "mimeType": "text/csv", "buffer": content.encode("cp1252")}
    page.locator("input[type=file]").set_input_files(file)
    rested(page)
    # So few rows leave a doubt, and then one is asked.
    page.get_by_role("radiogroup", name="Staan de kolomnamen op regel 3").locator("label").first.click()
    rested(page)
    # Known already when a list with the same header came before.
    if page.get_by_text("2. Welke kolom is wat?").count():
        press(page, "Kijk na")

    expect(page.get_by_text("3. Wat gaat er gebeuren?")).to_be_visible()
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    press(page, "Zet vast")
    expect(page.get_by_text("taalhuis.csv is overgenomen")).to_be_visible()

    visit(page, "/personen")
    page.get_by_label("Zoek op naam").fill("Proeflijst")
    expect(page.get_by_role("link", name="Bram Proeflijst")).to_be_visible()
    visit(page, "/importeren")
    press(page, "Draai terug")
    expect(page.get_by_text("De import is teruggedraaid").first).to_be_visible()
    visit(page, "/personen")
    page.get_by_label("Zoek op naam").fill("Proeflijst")
    expect(page.get_by_text("Niets gevonden.")).to_be_visible()


def test_what_she_promised_stands_in_the_calendar_of_her_phone(window):
    page = visit(window("noor"), "/doelgroepen")
    due = today() + timedelta(days=3)
    note(page, "Proefschool De Agenda", "Over de agenda", "rooster in de agenda zetten", f"{due:%d-%m-%Y}")
    visit(page, "/opvolging")
    page.get_by_text("Herinner mij: mail en agenda").click()
    press(page, "Maak een adres voor mijn agenda")
    address = page.locator("code").filter(has_text="/agenda/").inner_text().strip()

    with urlopen(address) as answer:
        read = icalendar.Calendar.from_ical(answer.read())

    mine = [one for one in read.walk() if "Proefschool De Agenda" in str(one.get("summary", ""))]
    assert [one.name for one in mine] in (["VEVENT"], ["VTODO"])
    assert "rooster in de agenda zetten" in str(mine[0].get("summary")) + str(mine[0].get("description"))
    press(page, "Stop met de agenda")
    expect(page.get_by_text("Het oude adres werkt niet meer.")).to_be_visible()
    with pytest.raises(OSError, match="404"):
        urlopen(address)
