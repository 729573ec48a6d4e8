"""Somebody is added twice knowingly, becomes one card with both histories, and two again."""

from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, axe, press, rested, visit


def add(page, first, phone, warned):
    """A new person, by the drawer of Personen."""
    visit(page, "/personen")
    press(page, "Nieuwe persoon")
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Voornaam").fill(first)
    drawer.get_by_label("Achternaam").fill("Proefdubbel")
    drawer.get_by_label("Telefoon").fill(phone)
    if warned:
        expect(drawer.get_by_text("zelfde telefoon +7,0")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", level=1, name=f"{first} Proefdubbel").wait_for()
    rested(page)


def test_two_cards_become_one_and_two_again_on_a_phone(window):
    page = window("noor", size=NARROW)
    add(page, "Fatma", "06-55512345", warned=False)
    page.get_by_label("Wat bespraken jullie?").fill("Wil helpen bij het taalcafé")
    press(page, "Bewaar")
    add(page, "F.", "+31 6 55512345", warned=True)

    visit(page, "/dubbelen")
    expect(page.get_by_text("zelfde telefoon +7,0")).to_be_visible()
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    press(page, "Voeg samen")
    expect(page.get_by_text("Alles van beide kaarten staat nu bij elkaar")).to_be_visible()

    visit(page, "/dubbelen?toon=samengevoegd")
    press(page, "Maak ongedaan")
    expect(page.get_by_text("zijn weer twee kaarten")).to_be_visible()
    visit(page, "/personen")
    expect(page.get_by_role("link", name="F. Proefdubbel")).to_be_visible()
    expect(page.get_by_role("link", name="Fatma Proefdubbel")).to_be_visible()
