"""axe finds no violation of WCAG 2.2 AA on any page, wide and at 390 pixels."""

import pytest

from tests.journeys.conftest import NARROW, WIDE, addresses, axe, note, press, rested, visit

# Somebody who may open each page; the first of the cast that has the permission.
OPENS = {"access": "admin", "intake": "inge", "explore": "inge", "relations": "noor"}


def somebody(permission: str) -> str:
    return OPENS.get(permission.split(".")[0], "noor")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(("address", "permission"), sorted(addresses().items()))
def test_no_page_breaks_the_rules_for_accessibility(standing, address, permission, size):
    page = standing(somebody(permission), f"/{address}", size=size)
    page.get_by_role("heading", level=1).first.wait_for()

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_sign_in_breaks_none_either(window, size):
    page = visit(window(size=size), "/")
    page.get_by_label("Wachtwoord").wait_for()

    assert axe(page) == []


def nothing_found(page) -> bool:
    """Whether axe has nothing against what is open now, and it fits the screen."""
    page.get_by_role("dialog").wait_for()
    rested(page)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    return True


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_explanation_breaks_them(window, size):
    page = visit(window("noor", size=size), "/doelgroepen")
    for opener in (".st-key-card_tile_Nieuw", ".st-key-card_exhibit_segments_cohorts"):
        page.locator(opener).get_by_role("button", name="Leg dit getal uit").click()
        press(page, "Toon de")
        assert nothing_found(page)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    ("address", "opener"),
    [("kerncijfers", "Noteer"), ("personen", "Nieuwe persoon"), ("organisaties", "Nieuwe organisatie")],
)
def test_no_drawer_breaks_them(window, address, opener, size):
    page = press(visit(window("noor", size=size), f"/{address}"), opener)

    assert nothing_found(page)
    page.keyboard.press("Control+Enter")
    rested(page)
    assert page.get_by_role("alert").count()
    assert nothing_found(page), "with what is wrong said beside the fields"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_card_breaks_them_nor_the_drawers_on_it(window, size):
    school = f"Proefschool {size['width']}"
    page = visit(window("noor", size=WIDE), "/organisaties")
    note(page, school, "Wil twee uur erbij", "prijs mailen", "vandaag")
    page.set_viewport_size(size)
    page.get_by_role("link", name=school).click()
    page.get_by_role("heading", level=1, name=school).wait_for()
    assert axe(rested(page)) == []

    for opener in ("Wijzig", "Kies een bekende", "Voeg iemand toe"):
        press(page, opener)
        assert nothing_found(page)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
        rested(page)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_source_breaks_them_nor_the_form_of_how_it_comes_in(window, size):
    page = visit(window("inge", size=size), "/bronnen?bron=newcastle_visits")
    page.get_by_text("Wijzig hoe deze bron binnenkomt").click()
    page.get_by_role("button", name="Bewaar hoe zij binnenkomt").wait_for()

    assert axe(rested(page)) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
