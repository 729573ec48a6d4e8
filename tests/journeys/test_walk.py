"""The walk: from a group to the proposition made for it, to its figures and a file for the board, and back."""

import io
import re
import shutil

import openpyxl
import pytest

from biebwijzer import demo
from biebwijzer.access import operator_workspace
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Asking, Stores
from tests.conftest import TODAY
from tests.journeys.conftest import addresses, axe, press, rested, serving, settings_of, turn, visit


@pytest.fixture(scope="module")
def demo_server(demo_home, tmp_path_factory):
    """The app on a copy of the demo's home, with what each library promised of Bieb Werkt."""
    home = shutil.copytree(demo_home, tmp_path_factory.mktemp("walk") / "home")
    stores = Stores(settings_of(home), table_statements())
    demo.promise(operator_workspace(stores, Asking(stores), TODAY, "nl"))
    stores.close()
    with serving(home) as running:
        yield running


def test_one_walks_from_a_group_to_its_proposition_to_a_file_and_back(window, demo_server):
    page = visit(window("noor", at=demo_server), "/doelgroepen")
    page.get_by_test_id("stMain").get_by_role("link", name="Bieb Werkt").first.click()
    page.get_by_role("heading", level=1, name="Bieb Werkt").wait_for()
    rested(page)
    assert "/propositie" in page.url

    press(page, "Leg dit getal uit")
    page.get_by_role("dialog").get_by_text("Leveringen").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")

    frame = page.locator(".st-key-card_exhibit_propositions_funnel")
    frame.get_by_role("button", name="Toon als tabel").click()
    rested(page)
    seen = re.sub(r"\D", "", frame.get_by_role("row").nth(1).get_by_role("cell").first.inner_text())
    frame.get_by_role("button", name="Meenemen").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(coming.value.path().read_bytes())).worksheets[0]
    assert int(seen) in [cell for row in sheet.iter_rows(values_only=True) for cell in row]

    page = visit(page, page.url)
    page.get_by_test_id("stMain").get_by_role("link", name=re.compile("Bekijk het effect")).click()
    page.get_by_role("heading", level=1, name="Deed Bieb Werkt iets?").wait_for()
    rested(page)
    assert axe(page) == []
    page.get_by_test_id("stMain").get_by_role("link", name="Naar Bieb Werkt").click()
    page.get_by_role("heading", level=1, name="Bieb Werkt", exact=True).wait_for()
    rested(page)

    page.get_by_test_id("stMain").get_by_role("link", name=re.compile("per groep|Groep:")).first.click()
    page.get_by_role("heading", level=1, name="Wie komt er?").wait_for()
    assert "/doelgroepen" in page.url


def test_searching_finds_the_proposition_and_a_promise_leads_to_whom_it_was_made(window, demo_server):
    page = visit(window("noor", at=demo_server), "/vandaag")
    page.get_by_label("Zoek een persoon").fill("Bieb Werkt")
    page.keyboard.press("Enter")
    rested(page)
    page.get_by_test_id("stMain").get_by_role("link", name=re.compile("Bieb Werkt")).first.click()
    page.get_by_role("heading", level=1, name="Bieb Werkt").wait_for()

    page = visit(page, "/vandaag")
    promised = page.locator("[class*=st-key-promise_] a").first
    name = promised.inner_text()
    promised.click()
    page.get_by_role("heading", level=1, name=name).wait_for()


def test_every_link_on_every_page_opens_a_page(window, demo_server):
    page = visit(window("noor", at=demo_server), "/")
    links: set[str] = set()
    for address in addresses():
        page = turn(page, f"/{address}")
        found = page.get_by_test_id("stMain").locator("a[href]").evaluate_all("all => all.map(one => one.href)")
        links |= {link for link in found if link.startswith(demo_server.address)}

    assert links
    # Cards of people are many and alike: some of each kind of address.
    kinds: dict[str, list[str]] = {}
    for link in sorted(links):
        kinds.setdefault(re.sub(r"=[^&]*", "=", link), []).append(link)
    for some in kinds.values():
        for link in some[:3]:
            page = turn(page, link)
            assert page.get_by_role("heading", level=1).count() == 1, link
            assert page.get_by_text("Er ging iets mis").count() == 0, link
