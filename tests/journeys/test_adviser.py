"""An adviser of the support institution: no small number and no name, on every page and in every file she can get."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from biebwijzer import board
from biebwijzer.access import roles
from biebwijzer.warehouse import query
from tests.journeys.conftest import addresses, note, press, rested, visit

NAME = "Proefpersoon Achterberg"
REACHES = [address for address, permission in addresses().items() if permission in roles()["poi_adviser"].permissions]
# The smallest number of persons she may see, and what the others are rounded to.
LEAST, STEP = 10, 5
OF_PERSONS = {
    name: query(one.question).counts for name, one in board.all_exhibits().items() if query(one.question).counts
}


def frames(page) -> list[str]:
    """The keys of the figures on a page that count persons."""
    keys = page.evaluate("[...document.querySelectorAll('[class*=st-key-card_exhibit_]')].map(e => e.className)")
    found = {match.group(1) for one in keys if (match := re.search(r"st-key-card_exhibit_(\w+)", one))}
    return sorted(name for name in OF_PERSONS if name.replace("/", "_") in found)


def may_be_seen(cell: object) -> bool:
    """Whether a count may stand before her: none, hidden, nobody, or large and rounded."""
    text = str(cell if cell is not None else "").replace(".", "").strip()
    if not text.isdigit():
        return True
    return int(text) == 0 or (int(text) >= LEAST and int(text) % STEP == 0)


@pytest.fixture(scope="module")
def named(province, chromium):
    """Somebody of the library was spoken to: a name that may not leave it."""
    context = chromium.new_context(base_url=province.address)
    context.add_cookies([{"name": "biebwijzer", "value": province.tokens["noor"], "url": province.address}])
    note(visit(context.new_page(), "/kerncijfers"), NAME, "Wil twee uur erbij")
    context.close()
    return NAME


@pytest.fixture
def page_of(window, province):
    return lambda address: visit(window("poi_adviser", at=province), address)


@pytest.mark.parametrize("address", sorted({*addresses()} - {*REACHES}))
def test_what_is_not_hers_stays_shut_and_shows_her_no_name(page_of, named, address):
    page = page_of(f"/{address}")

    expect(page.get_by_text("Deze pagina hoort niet bij je rol.")).to_be_visible()
    assert named not in page.locator("body").inner_text()


@pytest.mark.parametrize("address", sorted(REACHES))
def test_no_page_table_or_file_shows_her_a_name_or_a_small_number_of_persons(page_of, named, address):
    page = page_of(f"/{address}")
    page.wait_for_timeout(300)

    assert named not in page.locator("body").inner_text()
    for name in frames(page):
        no_small_number_in_its_table(page, name)
        no_small_number_in_its_files(page, name)


def test_search_finds_her_no_name(page_of, named):
    page = page_of("/vandaag")
    page.get_by_label("Zoek een cijfer of propositie").fill("Achterberg")

    expect(page.get_by_text("Niets gevonden.")).to_be_visible()


def no_small_number_in_its_table(page, name: str) -> None:
    frame = page.locator(f".st-key-card_exhibit_{name.replace('/', '_')}")
    frame.get_by_role("button", name="Toon als tabel").click()
    rested(page)
    cells = frame.locator("td.n").all_inner_texts()
    assert cells, name
    assert not [cell for cell in cells if not may_be_seen(cell)], name
    assert f"Aantallen onder {LEAST} zijn verborgen" in frame.inner_text()


def test_no_tile_or_drawer_shows_her_a_small_number_or_a_row(page_of):
    page = page_of("/doelgroepen")
    tiles = page.locator("[class*=st-key-card_tile_]")
    assert tiles.count() >= 4

    for number in range(tiles.count()):
        assert may_be_seen(tiles.nth(number).locator(".value").inner_text())
        tiles.nth(number).get_by_role("button", name="Leg dit getal uit").click()
        rested(page)
        drawer = page.get_by_role("dialog")
        expect(drawer.get_by_text("De rijen zie je niet: je rol ziet alleen aantallen.")).to_be_visible()
        assert drawer.get_by_role("button", name=re.compile("^Toon de")).count() == 0
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)


def downloaded(page, name: str, *labels: str) -> list[bytes]:
    """The files behind these lines of Meenemen, of one figure."""
    frame = page.locator(f".st-key-card_exhibit_{name.replace('/', '_')}")
    frame.get_by_role("button", name="Meenemen").click()
    rested(page)
    files = []
    for label in labels:
        with page.expect_download() as download:
            page.get_by_role("button", name=label, exact=True).click()
        files.append(download.value.path().read_bytes())
    frame.get_by_role("button", name="Meenemen").click()
    rested(page)
    return files


def no_small_number_in_its_files(page, name: str) -> None:
    counted = set(OF_PERSONS[name])
    listed, picture = downloaded(page, name, "Rijen (CSV)", "Tekening (SVG)")
    rows = list(csv.DictReader(io.StringIO(listed.decode("utf-8-sig"))))
    assert rows and counted & set(rows[0]), name
    assert not [row for row in rows for column in counted if not may_be_seen(row[column])], name
    drawn = re.findall(r">([\d.]+)</text>", picture.decode())
    assert not [text for text in drawn if not may_be_seen(text) and not year(text)], name


def test_her_sheet_holds_what_her_screen_does(page_of, tmp_path):
    page = page_of("/doelgroepen")

    (tmp_path / "sheet.xlsx").write_bytes(downloaded(page, "segments/use_per_branch", "Excel")[0])

    heads, *rows = load_workbook(tmp_path / "sheet.xlsx").worksheets[0].iter_rows(values_only=True)
    assert heads[1] == "Leden" and [row[1] for row in rows[:2]] == [10, f"< {LEAST}"]
    assert not [row for row in rows if not may_be_seen(row[1])]


def year(text: str) -> bool:
    """A year on an axis is no count."""
    return re.fullmatch(r"(19|20)\d\d", text) is not None


def test_a_filter_that_would_tell_too_much_is_not_offered_and_not_obeyed(page_of):
    page = page_of("/doelgroepen?vestiging=newcastle-city")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.get_by_role("combobox", name="Vestiging").count() == 0
    assert "Wie komt er?" in press(page, "Leg dit getal uit").locator("body").inner_text()
