"""Who is not signed in, or works elsewhere, sees nothing of it: no page, no number, no file."""

import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.conftest import addresses, rested, serving, visit

# Texts that only somebody inside can have read: a total of Newcastle, a branch, a title.
INSIDE = ("Hoe staan we ervoor", "City Library", "Walker", "Kerncijfers", "Logboek")


@pytest.mark.parametrize("address", sorted(addresses()))
def test_a_stranger_gets_the_sign_in_at_every_address_and_nothing_else(window, address):
    page = visit(window(), f"/{address}")

    expect(page.get_by_label("Wachtwoord")).to_be_visible()
    shown = page.locator("body").inner_text()

    assert not [text for text in INSIDE if text in shown]
    assert page.url.endswith(f"/{address}"), "the address must survive the sign-in"


# Filters of every kind: months, one of a list, a tick, a period of two days, a branch.
LINKS = [
    "/kerncijfers?vanaf=2019-01-01&tot=2019-12-01&basisjaar=2012",
    "/kerncijfers?vanaf=2018-07-01&tot=2018-12-01&vestiging=newcastle-fenham",
    "/organisaties?soort=care&stil=true",
    "/doelgroepen?vestiging=newcastle-city",
]


@pytest.mark.parametrize("link", LINKS)
def test_the_address_one_was_sent_survives_the_sign_in_with_its_filters(window, link):
    page = visit(window(), link)
    page.get_by_label("Gebruikersnaam").fill("noor")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Noteer").wait_for()
    rested(page)

    here, asked = urlsplit(page.url), urlsplit(link)
    assert here.path == asked.path
    assert set(here.query.split("&")) >= set(asked.query.split("&"))


def test_a_cold_server_opens_the_address_too(window, newcastle_home, tmp_path):
    with serving(shutil.copytree(newcastle_home, tmp_path / "home")) as cold:
        page = visit(window(at=cold), LINKS[0])
        page.get_by_label("Gebruikersnaam").fill("noor")
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.keyboard.press("Enter")

        expect(page.get_by_text("jan 2019 tot en met dec 2019").first).to_be_visible()


def test_a_file_somebody_took_along_is_not_there_for_a_stranger(window, server):
    page = visit(window("karim"), "/kerncijfers")
    page.locator(".st-key-card_exhibit_usage_visits_per_month").get_by_role("button", name="Meenemen").click()
    rested(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Rijen (CSV)", exact=True).click()
    address = download.value.url

    assert "/media/" in address
    assert window("karim").request.get(address).status == 200
    assert window().request.get(address).status in (401, 403, 404)


def test_somebody_without_a_role_sees_no_page(window):
    page = visit(window("stranger"), "/kerncijfers")

    assert "Hoe staan we ervoor" not in page.locator("body").inner_text()


def test_who_works_in_another_library_sees_none_of_the_numbers(window):
    page = visit(window("sven"), "/kerncijfers")

    shown = page.locator("body").inner_text()

    assert "nog geen bezoeken" in shown
    assert not [text for text in ("389.013", "811.896", "City Library") if text in shown]


def test_whoever_has_no_right_is_told_so_and_shown_nothing(window):
    page = visit(window("karim"), "/personen")

    expect(page.get_by_text("Deze pagina hoort niet bij je rol.")).to_be_visible()
