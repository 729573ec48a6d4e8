"""What stood in a notebook is typed over in one go, and two colleagues on one card keep what each of them typed."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, axe, press, rested, visit

PAGE = """gisteren Taalhuis Proefwijk gebeld, data taalcafé doorgeven, terugbellen over 3 dagen
Proefschool Schriftje gemaild over de rondleiding"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_page_of_a_notebook_becomes_talks_line_by_line(window, size):
    page = visit(window("noor", size=size), "/vandaag")
    page.get_by_label("Wie sprak je, en wat spraken jullie af?").fill(PAGE)
    press(page, "Verder")
    first = page.locator(".st-key-card_proposal_0")
    expect(first.get_by_text("Je typte: gisteren Taalhuis Proefwijk gebeld")).to_be_visible()
    expect(first.get_by_label("Wat beloofde je?")).to_have_value("data taalcafé doorgeven, terugbellen")
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    first.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("status").filter(has_text="Taalhuis Proefwijk")).to_be_visible()
    rested(page)
    page.locator(".st-key-card_proposal_1").get_by_role("button", name="Sla deze regel over").click()
    rested(page)

    expect(page.locator("[class*=st-key-card_proposal]")).to_have_count(0)
    promised = page.locator("[class*=st-key-promise_]").filter(has_text="Taalhuis Proefwijk")
    expect(promised.first).to_contain_text("terugbellen")


def opened(window, person, card):
    page = visit(window(person), card)
    press(page, "Wijzig")
    return page, page.get_by_role("dialog")


def test_two_colleagues_on_one_card_overwrite_nothing_of_each_other(window):
    page = window("noor")
    visit(page, "/organisaties")
    press(page, "Nieuwe organisatie")
    page.get_by_role("dialog").get_by_label("Naam").fill("Proefschool Tweemaal")
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", level=1, name="Proefschool Tweemaal").wait_for()
    card = rested(page).url

    slow, hers = opened(window, "noor", card)
    quick, his = opened(window, "staff", card)
    his.get_by_label("Telefoon").fill("030 000 00 00")
    his.get_by_label("Plaats").fill("Zeist")
    quick.keyboard.press("Control+Enter")
    expect(quick.get_by_role("status").filter(has_text="Proefschool Tweemaal")).to_be_visible()
    hers.get_by_label("Plaats").fill("Woerden")
    slow.keyboard.press("Control+Enter")

    expect(hers.get_by_text("Jij typte: Woerden")).to_be_visible()
    expect(hers.get_by_label("Telefoon")).to_have_value("030 000 00 00")
    hers.get_by_role("button", name="Neem 'Zeist' over").click()
    rested(slow)
    expect(hers.get_by_label("Plaats")).to_have_value("Zeist")
    slow.keyboard.press("Control+Enter")
    expect(slow.get_by_role("status").filter(has_text="Proefschool Tweemaal")).to_be_visible()
    about = slow.locator(".st-key-card_about")
    expect(about).to_contain_text("Zeist")
    expect(about).to_contain_text("030 000 00 00")
