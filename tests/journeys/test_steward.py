"""The steward: a dirty file, what it would change, what is refused, put right, delivered again, and taken back."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

from tests.journeys.conftest import axe, rested, serving, visit

BRANCHES = ("City", "Gosforth", "Kenton", "Walker")
MONTHS = range(1, 7)
# Three rows with a branch nobody knows, and one each with a number, a word and a date that cannot be.
FAULTS = {("City", 3): {"Bezoeken": "-4"}, ("City", 4): {"Bezoeken": "veel"}, ("Walker", 6): {"Maand": "31-11-2026"}}


def number(branch: str, month: int) -> int:
    """The visits of a branch in a month, as the counter had them."""
    return 1000 + 100 * BRANCHES.index(branch) + month


def counters(path: Path, dirty: bool) -> Path:
    """The export of the counters over the first half of 2026."""
    rows = []
    for branch in BRANCHES:
        for month in MONTHS:
            misspelt = dirty and branch == "Gosforth" and month > 3
            row = {
                "Vestiging": "Gosfort" if misspelt else branch,
                "Maand": f"01-{month:02d}-2026",
                "Bezoeken": number(branch, month),
                "Telwijze": "geteld",
            }
            rows.append({**row, **(FAULTS.get((branch, month), {}) if dirty else {})})
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def own_server(newcastle_home, tmp_path_factory):
    """A server of her own: what a steward does changes the figures."""
    copy = shutil.copytree(newcastle_home, tmp_path_factory.mktemp("steward") / "home")
    with serving(copy) as running:
        yield running


def press(page, name):
    page.get_by_role("button", name=name).click()
    return rested(page)


def look_at(page, path):
    """Deliver a file to the source of monthly visits and wait until it can be looked at."""
    visit(page, "/aanleveren?bron=visits")
    page.locator("input[type=file]").set_input_files(path)
    rested(page)
    press(page, "Kijk na")
    page.get_by_text("Levering nakijken").wait_for(timeout=60_000)
    return rested(page)


def tile(page, label: str) -> str:
    return page.locator(f'.bw:has(> .label:text-is("{label}")) .value').inner_text()


def board_row(page) -> str:
    """The line of this source on the board, or nothing."""
    visit(page, "/bronnen")
    page.get_by_role("heading", name="Zijn de gegevens bij?").wait_for()
    line = page.locator("tr", has=page.get_by_role("link", name="Bezoeken per maand"))
    return line.inner_text() if line.count() else ""


def repaired(page, folder: Path) -> Path:
    """The refused rows as the page gives them: the number below zero put right, the others left out."""
    with page.expect_download() as taken:
        page.get_by_role("button", name="Neem mee om te verbeteren").click()
    head, *rows = csv.reader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8-sig")), delimiter=";")
    below = head.index("Bezoeken")
    mended = [[*row[:below], str(number("City", 3)), *row[below + 1 :]] for row in rows if row[below] == "'-4"]
    assert len(mended) == 1
    path = folder / "verbeterd.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *mended])
    return path


def test_a_steward_looks_mends_delivers_again_and_takes_it_back(own_server, window, tmp_path):
    steward, manager = window("inge", own_server), window("karim", own_server)

    look_at(steward, counters(tmp_path / "tellers.csv", dirty=True))
    total = len(BRANCHES) * len(MONTHS)
    assert (tile(steward, "Nieuw"), tile(steward, "Geweigerd")) == (str(total - 6), "6")
    assert f"{total} in het bestand = {total - 6} nieuw" in steward.content()
    assert steward.get_by_role("heading", name="Wat valt op?").is_visible()
    assert steward.get_by_role("rowheader", name=re.compile("Bezoeken dit jaar")).is_visible()
    assert axe(steward) == []
    assert board_row(manager) == ""

    steward.get_by_text("Vervang Gosfort door").click()
    rested(steward)
    press(steward, "Zet vast")
    steward.get_by_text("3 rijen zijn verbeterd.").wait_for(timeout=60_000)
    assert f"\t{total - 3}\t" in board_row(manager)

    visit(steward, "/quarantaine")
    steward.get_by_text("3 rijen").first.wait_for()
    assert axe(steward) == []
    field = steward.locator("[class*=st-key-card_fault]", has_text="veel").get_by_label("Verander in")
    field.fill(str(number("City", 4)))
    steward.locator("[class*=st-key-card_fault]", has_text="veel").get_by_role("button", name="Verbeter 1 rij").click()
    steward.get_by_text("1 rij telt nu mee.").wait_for(timeout=60_000)
    assert f"\t{total - 2}\t" in board_row(manager)

    put_right = repaired(steward, tmp_path)
    steward.locator("input[type=file]").set_input_files(put_right)
    rested(steward)
    press(steward, "Lever de verbeterde rijen aan")
    steward.get_by_text("1 rij telt nu mee.").wait_for(timeout=60_000)
    assert f"\t{total - 1}\t" in board_row(manager)

    look_at(steward, counters(tmp_path / "tellers-goed.csv", dirty=False))
    assert (tile(steward, "Nieuw"), tile(steward, "Geweigerd")) == ("1", "0")
    press(steward, "Zet vast")
    steward.get_by_text("Vastgezet:").wait_for(timeout=60_000)
    assert re.search(rf"\t{total}\t0(\t|$)", board_row(manager))

    visit(steward, "/bronnen?bron=visits")
    press(steward, "Draai deze levering terug")
    steward.get_by_text("Teruggedraaid:").wait_for(timeout=60_000)
    assert f"\t{total - 1}\t" in board_row(manager)

    press(steward, "Maak ongedaan")
    steward.get_by_text("Ongedaan gemaakt. Alles telt weer zoals daarvoor.").wait_for(timeout=60_000)
    assert f"\t{total}\t" in board_row(manager)


def test_a_file_with_other_columns_is_refused_with_what_was_seen_and_expected(own_server, window, tmp_path):
    steward = window("inge", own_server)
    wrong = tmp_path / "anders.csv"
    wrong.write_text("Filiaal;Bezoeken\nCity;12\n", encoding="utf-8")

    visit(steward, "/aanleveren?bron=visits")
    steward.locator("input[type=file]").set_input_files(wrong)
    rested(steward)
    press(steward, "Kijk na")
    said = steward.get_by_role("alert").first
    said.wait_for(timeout=60_000)

    assert "Vestiging" in said.inner_text() and "Filiaal" in said.inner_text()
    assert list((own_server.home / "uploads").iterdir()) == []


def test_refused_rows_taken_along_open_safely_in_a_spreadsheet(own_server, window, tmp_path):
    steward = window("inge", own_server)
    path = tmp_path / "gevaar.csv"
    lines = ["Vestiging;Maand;Bezoeken;Telwijze", "=HYPERLINK(1);01-07-2026;5;geteld", "City;01-07-2026;5;geteld"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    look_at(steward, path)
    with steward.expect_download() as taken:
        steward.get_by_role("button", name="Neem geweigerde rijen mee").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Waarde"] for row in rows] == ["'=HYPERLINK(1)"]
    press(steward, "Gooi weg")
    steward.get_by_text("Weggegooid:").wait_for(timeout=60_000)


def test_a_large_file_shows_its_rows_while_others_read_on_and_can_be_stopped(own_server, window, tmp_path):
    steward, manager = window("inge", own_server), window("karim", own_server)
    path = tmp_path / "groot.csv"
    # So many that stopping comes in time, however fast the machine.
    lines = (f"F{n};01-{month:02d}-2026;{n};geteld" for n in range(110_000) for month in range(1, 13))
    path.write_text("\n".join(["Vestiging;Maand;Bezoeken;Telwijze", *lines]) + "\n", encoding="cp1252")

    visit(steward, "/aanleveren?bron=visits")
    steward.locator("input[type=file]").set_input_files(path)
    rested(steward)
    steward.get_by_role("button", name="Kijk na").wait_for(timeout=60_000)
    press(steward, "Kijk na")
    steward.get_by_text(re.compile(r"[\d.]+ van 1\.320\.000 rijen")).wait_for(timeout=60_000)
    visit(manager, "/kerncijfers")
    manager.get_by_role("heading", level=1).wait_for(timeout=10_000)
    steward.get_by_role("button", name="Stop en draai terug").click()
    steward.get_by_text("Het laden is gestopt. Er is niets veranderd.").wait_for(timeout=60_000)

    assert steward.get_by_role("button", name="Kijk na").count() == 1
    assert list((own_server.home / "uploads").iterdir()) == []
    assert list(own_server.home.glob("warehouse/*.part")) == []
