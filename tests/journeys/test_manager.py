"""A manager takes a figure to the board: the sheet holds the numbers of the screen, and those of the delivered file."""

import csv
import re
from datetime import date

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from biebwijzer.settings import ROOT
from tests.journeys.conftest import rested, visit

ADDRESS = "/kerncijfers"
VISITS = ROOT / "examples" / "newcastle" / "2008-onwards-monthly-visits.csv"


def frame(page):
    return page.locator(".st-key-card_exhibit_usage_visits_per_month")


def taken(page, folder, label: str):
    """The file behind one line of Meenemen."""
    frame(page).get_by_role("button", name="Meenemen").click()
    rested(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def delivered() -> dict[date, int]:
    """Visits per month added up from the file as Newcastle published it."""
    with VISITS.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    months = [head for head in rows[0] if re.fullmatch(r"\d{4}-\d{1,2}", head)]
    told = {month: [row[month].replace(",", "") for row in rows if row[month].strip()] for month in months}
    return {date(*map(int, month.split("-")), 1): sum(map(int, cells)) for month, cells in told.items() if cells}


def said(slide) -> str:
    """All that one reads on a slide in PowerPoint."""
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.fixture
def key_figures(window):
    page = visit(window("karim"), ADDRESS)
    page.get_by_role("heading", name="Hoe staan we ervoor?").wait_for()
    return page


def test_what_stands_below_a_figure_does_not_move_when_its_drawing_comes(window):
    page, held = window("karim", fresh=True), []
    page.route("**/ArrowVegaLiteChart*.js", lambda route: held.append(route))
    page.goto(ADDRESS)
    below = frame(page).get_by_role("button", name="Leg dit getal uit")
    below.wait_for()
    assert held and not frame(page).locator("svg").count()
    before = below.bounding_box()

    for one in held:
        one.continue_()
    frame(page).get_by_role("img").first.wait_for()

    assert below.bounding_box()["y"] == pytest.approx(before["y"], abs=2)


def test_the_sheet_a_manager_takes_along_holds_the_numbers_of_the_screen_and_of_the_file(key_figures, tmp_path):
    frame(key_figures).get_by_role("button", name="Toon als tabel").click()
    rested(key_figures)
    screen = [
        [cell.inner_text().strip() for cell in row.locator("td, th").all()]
        for row in frame(key_figures).locator("tbody tr").all()
    ]

    sheet = load_workbook(taken(key_figures, tmp_path, "Excel")).worksheets[0]

    heads, *rows = sheet.iter_rows(values_only=True)
    assert heads[:2] == ("Maand", "Bezoeken") and len(rows) == len(screen) >= 12
    published = delivered()
    for shown, (month, visits, *_) in zip(screen, rows, strict=True):
        if isinstance(visits, int | float):
            assert shown[1] == f"{visits:,}".replace(",", ".")
            assert visits == published[month.date()]
        else:
            assert shown[1] == visits and month.date() not in published


def test_a_figure_goes_to_the_board_with_a_conclusion_as_slides(key_figures, tmp_path):
    page, title = key_figures, frame(key_figures).get_by_role("heading").first.inner_text()
    frame(page).get_by_role("button", name="Meenemen").click()
    page.get_by_role("button", name="Zet erin").click()
    page.get_by_role("link", name="Open Bestuur").click()
    page.get_by_role("img", name=title).wait_for()

    page.get_by_label("Conclusie op deze dia").fill("Ruim bezoek, ook op zaterdag")
    page.get_by_label("Wat vragen we het bestuur?").fill("Stem in met een proef")
    page.get_by_label("Wat vragen we het bestuur?").press("Control+Enter")
    page.get_by_role("img", name="Ruim bezoek, ook op zaterdag").wait_for()
    page.get_by_role("button", name="Neem het rapport mee").click()
    rested(page)
    files = {}
    for label in ("PowerPoint", "PDF"):
        with page.expect_download() as download:
            page.get_by_role("button", name=label, exact=True).click()
        files[label] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[label])

    opening, slide, basis = Presentation(files["PowerPoint"]).slides
    assert slide.shapes.title.text_frame.text == "Ruim bezoek, ook op zaterdag"
    assert "Stem in met een proef" in said(slide) and VISITS.name in said(basis)
    assert "Ruim bezoek, ook op zaterdag" in said(opening)
    paper = [" ".join(one.extract_text().split()) for one in PdfReader(files["PDF"]).pages]
    assert len(paper) == 3 and "Ruim bezoek, ook op zaterdag" in paper[1] and VISITS.name in paper[2]


def test_a_picture_and_a_list_come_along_too(key_figures, tmp_path):
    picture = taken(key_figures, tmp_path, "Plaatje (PNG)").read_bytes()

    assert picture.startswith(b"\x89PNG") and len(picture) > 20_000


def test_a_figure_tells_what_it_is_and_which_delivery_is_behind_it(key_figures):
    frame(key_figures).get_by_role("button", name="Leg dit getal uit").click()
    rested(key_figures)

    told = key_figures.get_by_role("dialog").inner_text()

    assert VISITS.name in told
    assert "Definitie" in told and "Kleine aantallen" in told and "aug 2024" in told


def test_an_address_with_dates_opens_the_same_figure_for_a_colleague(window):
    page = visit(window("karim"), ADDRESS)
    address = page.url.split("?")[0]

    colleague = visit(window("noor"), address)

    assert (
        frame(colleague).get_by_role("heading").first.inner_text()
        == frame(page).get_by_role("heading").first.inner_text()
    )


def test_who_changes_the_language_reads_also_the_choices_of_the_filters_in_it(window):
    page = visit(window("karim"), ADDRESS)

    def chosen() -> list[str]:
        boxes = page.get_by_test_id("stMain").get_by_test_id("stSelectbox").get_by_role("combobox")
        # The page rests a moment before its choices are drawn.
        boxes.first.wait_for()
        return [one.input_value() for one in boxes.all()]

    dutch = chosen()
    try:
        page.get_by_role("radio", name="English").click()
        english = chosen() if rested(page) else []
    finally:
        page.get_by_role("radio", name="Nederlands").click()
        rested(page)

    assert [one.split()[0] for one in dutch[:3]] == ["Vanaf", "Tot", "Alle"]
    assert [one.split()[0] for one in english[:3]] == ["From", "To", "All"] and chosen() == dutch
