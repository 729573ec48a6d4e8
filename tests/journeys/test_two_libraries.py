"""Two libraries under one roof: the second sees nothing of the first, an administrator says for which one works."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import addresses, axe, note, press, rested, visit

SCHOOL = "Proefschool Achterberg"
# What only somebody of the first library can have read: its name, a branch, totals, and whom it spoke.
OF_THE_FIRST = ("Newcastle", "Gosforth", "Walker", "389.013", "811.896", "80.752", SCHOOL)


def shown(page) -> str:
    return page.locator("body").inner_text()


@pytest.fixture(scope="module")
def cards(province, chromium):
    """The addresses of the cards of a school and a person of the first library."""
    context = chromium.new_context(base_url=province.address)
    context.add_cookies([{"name": "biebwijzer", "value": province.tokens["noor"], "url": province.address}])
    page = visit(context.new_page(), "/organisaties")
    note(page, SCHOOL, "Wil twee uur erbij", "prijs mailen", "vandaag")
    visit(page, "/organisaties").get_by_role("link", name=SCHOOL).click()
    page.get_by_role("heading", level=1, name=SCHOOL).wait_for()
    school = rested(page).url
    press(page, "Voeg iemand toe")
    page.get_by_role("dialog").get_by_label("Achternaam").fill("Achterberg")
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="Achterberg", exact=True).click()
    page.get_by_role("heading", level=1, name="Achterberg").wait_for()
    rested(page)
    yield [re.sub(r"^https?://[^/]+", "", one) for one in (school, page.url)]
    context.close()


@pytest.mark.parametrize("address", sorted(addresses()))
def test_no_page_of_the_second_library_shows_anything_of_the_first(standing, province, cards, address):
    page = standing("sven", f"/{address}", province)

    assert not [text for text in OF_THE_FIRST if text in shown(page)]


@pytest.mark.parametrize(
    "address", ["/doelgroepen?vestiging=newcastle-city", "/kerncijfers?vestiging=city&vanaf=2019-01-01"]
)
def test_a_branch_of_the_first_in_the_address_is_dropped(window, province, address):
    page = visit(window("sven", at=province), address)

    expect(page.get_by_text("Die vestiging is er niet")).to_be_visible()
    assert "vestiging" not in page.url and not [text for text in OF_THE_FIRST if text in shown(page)]


def test_the_card_of_somebody_elses_relation_is_not_there(window, province, cards):
    for card in cards:
        page = visit(window("sven", at=province), card)
        assert "is er niet" in shown(page) and "Achterberg" not in shown(page)


def test_search_finds_nothing_of_the_first(window, province, cards):
    page = visit(window("sven", at=province), "/vandaag")
    page.get_by_label("Zoek een persoon, organisatie of cijfer").fill("Achterberg")

    expect(page.get_by_text("Niets gevonden.")).to_be_visible()
    assert SCHOOL not in shown(page)


def test_what_the_second_library_takes_along_holds_its_own_numbers_only(window, province):
    page = visit(window("sven", at=province), "/kerncijfers")
    frame = page.locator(".st-key-card_exhibit_usage_visits_per_branch")
    frame.get_by_role("button", name="Meenemen").click()
    rested(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Rijen (CSV)", exact=True).click()

    told = download.value.path().read_text(encoding="utf-8-sig")

    assert "Noord" in told and str(sum(700 + month for month in range(1, 7))) in told
    assert not [text for text in OF_THE_FIRST if text in told]


def test_an_administrator_notes_somebody_new_for_the_library_she_chooses(window, province):
    page = visit(window("admin", at=province), "/kerncijfers")
    note(page, "Proefschool Oost", "Wil twee uur erbij")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Voor welke bibliotheek is dit?")).to_be_visible()
    assert axe(page) == []
    drawer.get_by_role("combobox", name="Voor welke bibliotheek?").click()
    page.get_by_role("option", name="Bibliotheek Elders").click()
    rested(page)
    press(page, "Bewaar")
    expect(page.get_by_role("status").filter(has_text="Proefschool Oost")).to_be_visible()

    assert "Proefschool Oost" in shown(visit(window("sven", at=province), "/organisaties"))
    assert "Proefschool Oost" not in shown(visit(window("noor", at=province), "/organisaties"))


def test_an_administrator_adds_an_organisation_and_a_person_to_a_library(window, province):
    page = visit(window("admin", at=province), "/organisaties")
    press(page, "Nieuwe organisatie")
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Naam", exact=True).fill("Proefschool West")
    page.keyboard.press("Control+Enter")
    expect(drawer.get_by_text("Voor welke bibliotheek is dit?")).to_be_visible()
    assert drawer.get_by_label("Naam", exact=True).input_value() == "Proefschool West"
    drawer.get_by_role("combobox", name="Voor welke bibliotheek?").click()
    page.get_by_role("option", name="Bibliotheek Elders").click()
    rested(page)
    press(page, "Bewaar")

    expect(page.get_by_role("heading", level=1, name="Proefschool West")).to_be_visible()
    assert "Proefschool West" in shown(visit(window("sven", at=province), "/organisaties"))
