"""A coordinator's morning: she reads who comes, notes a talk, finds what she promised, hands it on, and does it."""

import re

import pytest
from playwright.sync_api import Page, expect

from biebwijzer.desk.page import today
from tests.journeys.conftest import NARROW, WIDE, axe, note, noteer, press, rested, visit

SUMMARY = "Wil in januari met twee groepen komen"


def promise_of(page: Page, school: str):
    return page.locator("[class*=st-key-promise_]").filter(has_text=school)


def later(page: Page, school: str, choice: str) -> Page:
    promise_of(page, school).get_by_role("button", name="Later").click()
    page.get_by_text(choice, exact=True).last.click()
    return rested(page)


@pytest.fixture
def noted(window, request):
    """Vandaag of the coordinator after a talk was noted on another page, and whom it was with."""
    school = f"Proefschool {abs(hash(request.node.name))}"
    page = visit(window("noor"), "/doelgroepen")
    note(page, school, SUMMARY, "rooster mailen", "vandaag")
    expect(page.get_by_role("status").filter(has_text=school)).to_be_visible()
    return visit(page, "/vandaag"), school


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_she_reads_who_comes_and_what_a_number_is_made_of(window, size):
    page = visit(window("noor", size=size), "/doelgroepen")
    tile = page.locator(".st-key-card_tile_Slapend")
    number = tile.locator(".value").inner_text()

    tile.get_by_role("button", name="Leg dit getal uit").press("Enter")
    rested(page)

    drawer = page.get_by_role("dialog")
    assert drawer.locator(".value").inner_text() == number
    press(page, f"Toon de {number} rijen")
    expect(drawer.get_by_text(f"{number} rijen, een per persoon.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(tile.get_by_role("button", name="Leg dit getal uit")).to_be_focused()


def test_on_her_phone_the_menu_closes_once_a_page_is_chosen_and_stays_so(window):
    page = visit(window("noor", size=NARROW), "/vandaag")
    menu = page.get_by_test_id("stSidebar")
    page.get_by_test_id("stExpandSidebarButton").click()
    menu.get_by_role("link", name="Relaties").click()
    rested(page)
    expect(menu).to_have_attribute("data-collapsed", "false")

    menu.get_by_role("link", name="Organisaties").click()
    rested(page)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Met wie werken we samen?")
    expect(menu).to_have_attribute("data-collapsed", "true")
    page.reload()
    rested(page)
    expect(menu).to_have_attribute("data-collapsed", "true")


def test_what_she_notes_with_the_keyboard_stands_under_her_follow_ups(noted):
    page, school = noted

    expect(promise_of(page, school)).to_contain_text("rooster mailen")
    expect(page.get_by_role("heading", name=re.compile(r"^Vandaag · \d"))).to_be_visible()


def test_a_note_typed_while_the_browser_still_fetches_the_day_keeps_the_day_of_today(window):
    page = window("noor", fresh=True)
    held = []
    page.route(re.compile("/static/js/Date"), lambda route: held.append(route))
    visit(page, "/kerncijfers")
    drawer = noteer(page)
    drawer.get_by_role("combobox", name="Met wie").fill("Proefschool Langzaam")
    page.keyboard.press("Enter")
    drawer.get_by_text("Nieuwe organisatie").wait_for()
    for request in held:
        request.continue_()

    expect(drawer.get_by_role("spinbutton", name="day, Wanneer")).to_have_text(f"{today().day:02d}")
    drawer.get_by_label("Wat bespraken jullie?").fill(SUMMARY)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="Proefschool Langzaam")).to_be_visible()


def test_a_note_that_lacks_something_says_so_beside_the_field_and_loses_nothing(window):
    page = visit(window("noor"), "/kerncijfers")

    note(page, "", SUMMARY, "rooster mailen", "ooit eens")

    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Met wie sprak je?")).to_be_visible()
    expect(drawer.get_by_text("Deze dag begrijpen we niet.")).to_be_visible()
    assert drawer.get_by_label("Wat bespraken jullie?").input_value() == SUMMARY
    assert drawer.get_by_label("Uiterlijk").input_value() == "ooit eens"
    assert axe(page) == []
    page.keyboard.press("Escape")
    rested(page)
    expect(drawer).to_have_count(0)
    page.keyboard.press("n")
    expect(drawer.get_by_label("Wat bespraken jullie?")).to_have_value(SUMMARY)


def test_she_gives_it_to_a_colleague_who_finds_it_and_takes_that_back(noted, window):
    page, school = noted
    later(page, school, "Geef aan collega")
    press(page, "Geef door")
    expect(page.get_by_role("dialog").get_by_text("Aan wie geef je dit?")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("dialog").get_by_role("combobox", name="Collega").click()
    page.get_by_role("option", name="Bo Voorbeeld").click()
    press(page, "Geef door")

    expect(page.get_by_role("status").filter(has_text="Doorgegeven")).to_be_visible()
    expect(promise_of(page, school)).to_have_count(0)
    expect(promise_of(visit(window("staff"), "/vandaag"), school)).to_be_visible()
    press(page, "Maak ongedaan")
    expect(promise_of(page, school)).to_be_visible()


def test_what_can_wait_gets_another_day(noted):
    page, school = noted

    later(page, school, "Volgende week")

    expect(page.get_by_role("status").filter(has_text="Later")).to_be_visible()
    later(page, school, "Kies een dag")
    assert axe(page) == []
    press(page, "Bewaar")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(promise_of(page, school)).to_be_visible()


def test_what_is_done_is_ticked_at_once_and_the_tick_can_be_taken_back(noted):
    page, school = noted

    promise_of(page, school).locator("label").first.click()
    rested(page)
    expect(page.get_by_role("status").filter(has_text="Afgerond")).to_be_visible()
    expect(promise_of(page, school)).to_have_count(0)
    page.keyboard.press("Control+z")
    rested(page)

    expect(promise_of(page, school)).to_be_visible()
