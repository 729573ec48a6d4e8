"""Doelgroepen › Overzicht on the invented province, in a real browser: readable and operable for everybody."""

import shutil

import pytest

from tests.journeys.conftest import NARROW, WIDE, axe, press, rested, serving, visit


@pytest.fixture(scope="module")
def demo_server(demo_home, tmp_path_factory):
    """The app on a copy of the demo's home."""
    with serving(shutil.copytree(demo_home, tmp_path_factory.mktemp("groups") / "home")) as running:
        yield running


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("person", ["noor", "karim", "poi_adviser"])
def test_the_groups_break_no_rule_for_accessibility(window, demo_server, person, size):
    page = visit(window(person, at=demo_server, size=size), "/doelgroepen")
    page.get_by_role("heading", name="Wie komt er?").wait_for()

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"


def test_a_tile_opens_its_rows_and_an_exhibit_its_table(window, demo_server):
    page = visit(window("noor", at=demo_server), "/doelgroepen?stand=2026-10-31&naast=2025-10-31&wie=samen")
    page.get_by_role("button", name="Toon als tabel").first.click()
    rested(page)
    assert page.get_by_role("table").first.get_by_role("rowheader", name="Studie-/werkbezoeker").count() == 1
    assert axe(page) == []

    page.get_by_role("button", name="Leg dit getal uit").nth(1).click()
    rested(page)
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("gratis accounts").first.wait_for()
    assert axe(page) == []
    press(page, "Toon de")
    assert drawer.get_by_text("een per persoon").count() == 1


def test_what_one_chooses_is_in_the_address_and_back_again(window, demo_server):
    page = visit(window("noor", at=demo_server), "/doelgroepen")
    page.get_by_text("Gratis account", exact=True).first.click()
    rested(page)
    assert "wie=gratis" in page.url and "stand=2026-10-31" in page.url
    told = page.locator(".value").first.inner_text()

    again = visit(window("noor", at=demo_server), page.url)

    assert again.locator(".value").first.inner_text() == told
