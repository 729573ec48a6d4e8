"""A talk noted under the wrong person: the coordinator puts it right, finds it on both cards, and takes it back."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, WIDE, axe, press, rested, visit

SUMMARY = "Wil in januari met twee groepen komen"
# Names of this journey alone: the server is shared.
WRONG, RIGHT = "Verkeerd", "Goedhart"


def add_person(page: Page, name: str) -> Page:
    """Add somebody and stay on their card."""
    visit(page, "/personen")
    press(page, "Nieuwe persoon")
    page.get_by_role("dialog").get_by_label("Achternaam").fill(name)
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", level=1, name=name).wait_for()
    return rested(page)


def choose(page: Page, field: str, name: str) -> Page:
    """Choose somebody in a field of the drawer, by typing."""
    box = page.get_by_role("dialog").get_by_role("combobox", name=field)
    box.click()
    box.fill(name)
    page.get_by_role("option", name=name).first.click()
    return rested(page)


@pytest.fixture
def card(window, size):
    """The card of who was chosen by mistake, with a talk and a promise, and the name of who it was."""
    mark = f"{size['width']}"
    wrong, right = f"{WRONG} {mark}", f"{RIGHT} {mark}"
    page = add_person(window("noor", size=size), right)
    right_card = page.url
    add_person(page, wrong)
    wrong_card = page.url
    page.get_by_label("Wat bespraken jullie?").fill(SUMMARY)
    page.get_by_label("Wat beloofde je?").fill("rooster mailen")
    page.get_by_label("Uiterlijk").fill("vandaag")
    press(page, "Bewaar")
    expect(page.locator(".timeline")).to_contain_text(SUMMARY)
    return visit(page, wrong_card), wrong, right, right_card


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_she_puts_a_talk_with_the_wrong_person_right_sees_it_on_the_other_card_and_takes_it_back(card):
    page, wrong, right, right_card = card
    wrong_card = page.url
    press(page, "Wijzig een gesprek")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("combobox", name="Met wie")).to_have_value(wrong)
    assert axe(page) == []
    choose(page, "Met wie", right)
    press(page, "Bewaar")

    expect(page.get_by_role("status").filter(has_text=f"Het gesprek staat nu bij {right}")).to_be_visible()
    expect(page.get_by_text(SUMMARY)).to_have_count(0)
    expect(page.locator("[class*=st-key-promise_]")).to_have_count(0)
    visit(page, right_card)
    expect(page.locator(".timeline")).to_contain_text(SUMMARY)
    expect(page.locator("[class*=st-key-promise_]")).to_contain_text("rooster mailen")
    press(page, "Wijzig een gesprek")
    choose(page, "Met wie", wrong)
    press(page, "Bewaar")
    expect(page.get_by_text(SUMMARY)).to_have_count(0)
    press(page, "Maak ongedaan")
    expect(page.locator(".timeline")).to_contain_text(SUMMARY)
    visit(page, wrong_card)
    expect(page.get_by_text(SUMMARY)).to_have_count(0)


@pytest.mark.parametrize("size", [NARROW], ids=["narrow"])
def test_what_she_typed_of_a_talk_stays_while_she_puts_its_promise_right(card):
    page, _, right, _ = card
    press(page, "Wijzig een gesprek")
    drawer = page.get_by_role("dialog")
    choose(page, "Met wie", right)
    drawer.get_by_label("Wat bespraken jullie?").fill("Wil in februari komen")
    press(page, "Wijzig de afspraak")
    expect(drawer.get_by_label("Wat beloofden we?")).to_have_value("rooster mailen")
    assert axe(page) == []
    drawer.get_by_label("Wat beloofden we?").fill("")
    page.keyboard.press("Control+Enter")
    expect(drawer.get_by_text("Schrijf op wat er moet gebeuren.")).to_be_visible()
    drawer.get_by_label("Wat beloofden we?").fill("prijs mailen")
    page.keyboard.press("Control+Enter")

    expect(drawer).to_have_count(0)
    expect(page.locator("[class*=st-key-promise_]")).to_contain_text("prijs mailen")
    expect(page.get_by_role("status").filter(has_text="De afspraak is gewijzigd.")).to_be_visible()
    expect(page.get_by_text("Nog niet bewaard")).to_have_count(0)
    press(page, "Wijzig een gesprek")
    expect(drawer.get_by_label("Wat bespraken jullie?")).to_have_value("Wil in februari komen")
    expect(drawer.get_by_role("combobox", name="Met wie")).to_have_value(right)


@pytest.mark.parametrize("size", [WIDE], ids=["wide"])
def test_a_new_name_can_be_typed_in_the_drawer_as_in_noteer(card):
    page, wrong, *_ = card
    name = f"Leeskring {wrong.removeprefix(WRONG)}"
    press(page, "Wijzig een gesprek")
    drawer = page.get_by_role("dialog")
    box = drawer.get_by_role("combobox", name="Met wie")
    box.click()
    box.fill(name)
    page.keyboard.press("Enter")
    rested(page)
    expect(drawer.get_by_text("Nieuwe organisatie")).to_be_visible()
    press(page, "Bewaar")

    expect(page.get_by_role("status").filter(has_text=name)).to_be_visible()
    expect(page.get_by_text(SUMMARY)).to_have_count(0)
