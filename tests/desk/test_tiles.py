"""Every number on a tile explains itself: its drawer opens, and the rows behind it are the number."""

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from biebwijzer import desk
from biebwijzer.desk.explain import facts, year_before
from biebwijzer.desk.tiles import TARGET_AT
from biebwijzer.exports.sourcing import deliveries
from biebwijzer.look import Figure
from biebwijzer.segments import RULES
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Answer, query
from biebwijzer.words import Words
from tests.delivered import REFERENCE_DATE, members

PAGES = sorted(
    path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").rglob("*.py") if path.name != "front.py"
)
NL = Words("nl")


@pytest.fixture
def origin(newcastle_home) -> Path:
    return newcastle_home


@pytest.fixture
def tiles_of(open_app, monkeypatch):
    """The tiles of a page as one of the cast sees it: label and figure of each, and the page itself."""
    put_down = []
    real = desk.tile

    def recorded(label, figure, *beside, **more):
        put_down.append((label, figure))
        real(label, figure, *beside, **more)

    def of(page: str, person: str):
        monkeypatch.setattr(desk, "tile", recorded)
        app = open_app(person)
        put_down.clear()
        return app.switch_page(page).run(), list(put_down)

    return of


def shown(page) -> str:
    return " ".join(block.proto.body for block in page.get("html"))


def answer(**columns) -> Answer:
    return Answer(query("segments/use_per_branch"), pl.DataFrame(columns), {}, "bibliotheek", ("utrecht",), 1)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", ["noor", "karim", "inge", "poi_adviser"])
def test_every_number_on_a_tile_opens_its_explanation_and_the_rows_behind_it_are_the_number(
    tiles_of, workspace, page, person
):
    try:
        app, put_down = tiles_of(page, person)
    except ValueError:
        return  # not a page for this role

    if person == "noor":
        every_number_is_its_rows(workspace("noor"), put_down)
    for label, figure in put_down:
        if isinstance(figure, Figure):
            assert app.button(key=f"explain_tile_{label}").label == "Leg dit getal uit"
        else:
            assert re.search("[a-z]{2}", figure), f"{label}: {figure!r} is a number; give it as a desk.Figure"


def every_number_is_its_rows(noor, put_down) -> None:
    for label, figure in put_down:
        if isinstance(figure, Figure) and figure.part is not None:
            behind = noor.rows_behind(figure.answer)
            assert behind is not None, f"{label} has no rows behind it"
            assert figure.added_up(figure.among(behind.rows)) == figure.part, label


def test_there_are_tiles_to_hold_to_it(tiles_of):
    app, put_down = tiles_of("segments/overview.py", "noor")

    dormant = sum(1 for _, joined, used in members() if used and used < date(2015, 4, 6) and not is_new(joined))
    assert {label: figure.part for label, figure in put_down}["Slapend"] == dormant
    assert not app.exception


def is_new(joined: date | None) -> bool:
    return bool(joined and date(2016, 1, 6) <= joined <= REFERENCE_DATE)


def test_the_drawer_of_a_tile_names_the_number_its_rule_and_its_rows(open_app):
    page = open_app("noor").switch_page("segments/overview.py").run()

    page.button(key="explain_tile_Nieuw").click().run()

    assert not page.exception
    assert '<p class="value">2.988</p>' in shown(page) and "Leden naar laatste gebruik op een peildatum" in shown(page)
    assert page.button(key="rows_tile_Nieuw").label == "Toon de 2.988 rijen"


def test_a_manager_reads_the_explanation_and_gets_no_row(open_app):
    page = open_app("karim").switch_page("segments/overview.py").run()

    page.button(key="explain_tile_Nieuw").click().run()

    assert not page.exception and "Aantallen onder 5 zijn verborgen" in shown(page)
    assert "De rijen zie je niet: je rol ziet alleen aantallen." in [one.value for one in page.caption]


def test_a_hidden_number_says_so_and_a_group_without_anybody_is_zero():
    seen = answer(branch=["Noord", "Zuid"], members=[None, 40], members_missing=["hidden", None], used=[None, 8])

    assert Figure(seen, "members", {"branch": "Noord"}).said(NL) == "< 5"
    assert Figure(seen, "members", {"branch": "West"}).said(NL) == "0"
    assert Figure(seen, "used", {"branch": "Noord"}, whole="members").said(NL) == "< 5"


def test_a_share_is_told_in_percents_and_moves_in_points():
    share = Figure(answer(branch=["Zuid"], members=[40], used=[8], share_before=[0.25]), "used", whole="members")

    assert share.said(NL) == "20,0%" and NL.points(0.2 - 0.169) == "+3,1"
    assert year_before(share, 0.2, 0.25, NL) == "25,0%; nu 5,0 procentpunt minder"
    count = Figure(answer(branch=["Zuid"], members=[40], used=[8]), "members")
    assert year_before(count, 40, 32, NL) == "32; nu 25,0% meer"


def test_a_share_names_both_its_numbers(workspace):
    noor = workspace("noor")
    asked = {"reference_date": REFERENCE_DATE, "active_since": RULES.dates(REFERENCE_DATE)["active_since"]}
    use = noor.ask("segments/use_per_branch", **asked)
    first = use.rows.row(0, named=True)

    told = dict(facts(noor, use, deliveries(noor, use), Figure(use, "used", {"branch": first["branch"]}, "members")))

    assert told["Teller"].startswith(NL.number(first["used"]) + " leden")
    assert told["Noemer"].startswith(NL.number(first["members"]) + " leden")


def test_a_figure_of_two_rows_is_a_mistake_and_says_which():
    with pytest.raises(LookupError, match="names 2 rows"):
        Figure(answer(branch=["Zuid", "Zuid"], members=[1, 2]), "members", {"branch": "Zuid"}).row()


@pytest.mark.parametrize(
    ("target", "at_most", "told", "width"),
    [
        (1_200, False, "doel 1.200 · gehaald", 84.3),
        (2_000, False, "doel 2.000 · nog niet gehaald", 50.6),
        (100, False, "doel 100 · gehaald", 100.0),
        (1_200, True, "hoogstens 1.200 · niet gehaald", 84.3),
    ],
)
def test_a_target_stands_at_four_fifths_and_is_said_in_words(open_app, target, at_most, told, width):
    def one_tile(target, at_most):
        import polars

        from biebwijzer import desk
        from biebwijzer.warehouse import Answer, query

        rows = polars.DataFrame({"members": [1_264]})
        seen = Answer(query("usage/members_total"), rows, {}, "eigen", ("utrecht",), 1)
        desk.tile("Leden", desk.Figure(seen, "members"), target=target, rise_is_good=not at_most)

    from streamlit.testing.v1 import AppTest

    page = AppTest.from_function(one_tile, args=(target, at_most)).run()

    assert not page.exception
    assert told in shown(page) and f'style="width:{width}%"' in shown(page)
    assert f'style="left:{TARGET_AT}%"' in shown(page)
