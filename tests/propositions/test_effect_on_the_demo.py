"""What Bieb Werkt was planted to bring, library by library, is found by the questions and exhibits that show it."""

import tomllib
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from biebwijzer import demo, intake, propositions
from biebwijzer.access import operator_workspace
from biebwijzer.intake.contract import table_statements
from biebwijzer.look import drawn, ready, table_rows
from biebwijzer.propositions import effects
from biebwijzer.propositions.effect_telling import sentence
from biebwijzer.propositions.outcomes import MEASURES
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Asking, Stores
from biebwijzer.words import Words
from tests.cast import invite_cast
from tests.conftest import TODAY
from tests.demo import found
from tests.engines import settings_of
from tests.made_once import made_once

TRUTHS = tomllib.loads((ROOT / "biebwijzer" / "demo" / "truths.toml").read_text(encoding="utf-8"))
PLANTED = {library: said["extra_per_1000"] for library, said in TRUTHS["introductions"].items()}
NOW = TRUTHS["until"]
NEEDED = {
    *("libraries", "library_successors", "poi_libraries", "cbs_municipalities", "cbs_population", "branches"),
    *("library_municipalities", "closures", "registrations", "reservations", "door_counts"),
}
ASKED = {"proposition": "bieb_werkt", "matters": 2}

pytestmark = pytest.mark.slow


def make_province(files: Path, folder: Path) -> None:
    """The ten libraries of the small province with what an effect is computed from, and when each began."""
    stores = Stores(settings_of(folder / "home"), table_statements())
    for one in demo.read_order(files):
        if one.source_id in NEEDED:
            operator = operator_workspace(stores, Asking(stores), TODAY, "nl")
            came = intake.deliver(operator, one.source_id, files / one.file, one.library_id or None)
            assert came.status != "failed", one.file
    demo.promise(operator_workspace(stores, Asking(stores), TODAY, "nl"))
    invite_cast(stores)
    with stores.records.transaction() as transaction:
        for here, there in (("utrecht", "vaartstreek"), ("amersfoort", "lingestroom"), ("bisc", demo.POI)):
            transaction.set("access.role_grant", {"scope_id": here}, {"scope_id": there})
    stores.close()


@pytest.fixture(scope="module")
def province_home(demo_files, tmp_path_factory) -> Path:
    """The small province as far as an effect needs it."""
    return made_once(tmp_path_factory, "effect", partial(make_province, demo_files)) / "home"


@pytest.fixture
def origin(province_home) -> Path:
    return province_home


@pytest.fixture
def names(workspace) -> dict[str, str]:
    """What each library is called."""
    rows = workspace("poi_adviser").ask("propositions/outcome_work", **ASKED).rows
    return dict(rows.select("library_id", "library").unique().iter_rows())


@pytest.fixture(params=["poi_adviser", "admin"])
def reader(request, workspace):
    """Somebody outside, with protected numbers, and somebody who works for all libraries."""
    return workspace(request.param)


@pytest.fixture
def dots(reader):
    """Every row of the exhibit per library, by the name of the library."""
    answer = reader.ask("propositions/outcome_work", **ASKED)
    return {row["library"]: row for row in ready(propositions.OWN["work"], answer, reader.words).rows.to_dicts()}


@pytest.mark.parametrize("month", [date(2025, 6, 1), date(2026, 10, 1)])
def test_the_number_of_every_library_is_that_of_the_written_files(house, demo_files, month):
    operator = operator_workspace(house.stores, house.asking, TODAY, "nl")
    rows = operator.ask("propositions/outcome_work", **ASKED).rows
    of_month = {row["library_id"]: row for row in rows.filter(rows["month"] == month).to_dicts()}

    assert set(of_month) == {*PLANTED, "lingestroom"}
    for library, row in of_month.items():
        expected = found.workers_per_1000(demo_files, library, found.back(month, 0))
        assert 1000 * row["number"] / row["residents"] == pytest.approx(expected, abs=0.15), library


@pytest.mark.parametrize("library", sorted(name for name, extra in PLANTED.items() if extra))
def test_where_something_was_planted_it_is_found_within_its_margin(dots, names, demo_files, library):
    row, since = dots[names[library]], TRUTHS["introductions"][library]["since"]
    before = [found.workers_per_1000(demo_files, library, found.back(since, months)) for months in (1, 2, 3)]
    after = [found.workers_per_1000(demo_files, library, found.back(NOW, months)) for months in (0, 1, 2)]
    counted = sum(after) / 3 - sum(before) / 3

    assert row["verdict"] == "clear" and row["low"] > 2
    assert row["low"] - 0.5 <= counted <= row["high"] + 0.5, "three months of the files are a rougher count"
    assert row["low"] <= PLANTED[library] <= row["high"], (row["low"], row["value"], row["high"])


@pytest.mark.parametrize("library", sorted(name for name, extra in PLANTED.items() if not extra))
def test_where_nothing_was_planted_it_says_no_effect(dots, names, library):
    row = dots[names[library]]

    assert row["low"] <= PLANTED[library] <= row["high"]
    assert (row["verdict"], row["judged"]) == ("no_effect", "geen effect van betekenis")


def test_together_it_is_the_planted_average_and_clearly_more_than_nothing(reader):
    measure = MEASURES["work"]
    answer = reader.ask(measure.question, **ASKED)
    found_ = effects.effect_of(answer)
    months = {one.library: one.after for one in found_.places if one.started}
    names = dict(answer.rows.select("library_id", "library").unique().iter_rows())
    planted = sum(PLANTED[code] * months[names[code]] for code in PLANTED) / sum(months.values())

    assert (found_.verdict, found_.with_it, found_.without) == ("clear", 7, 1)
    assert found_.low <= planted <= found_.high and found_.value == pytest.approx(planted, abs=1.5)
    assert found_.second[0] <= planted <= found_.second[1]
    assert "**Duidelijk effect:** Bieb Werkt leverde ongeveer" in sentence(
        found_, measure, 2.0, "Bieb Werkt", Words("nl")
    )


def test_the_road_goes_beyond_chance_after_the_start_and_not_before_it(reader):
    answer = ready(propositions.ROAD["work"], reader.ask("propositions/outcome_work", **ASKED), reader.words)

    assert propositions.ROAD["work"].title(answer, Words("nl")) == "Na de start gaat het verder dan toeval, ervoor niet"


def test_visits_rise_where_work_visitors_came_and_not_where_they_did_not(reader, names):
    answer = reader.ask("propositions/outcome_visits", proposition="bieb_werkt", matters=10)
    places = {one.library: one for one in effects.effect_of(answer).places}

    for library, extra in PLANTED.items():
        one = places[names[library]]
        assert (one.low > 0) == bool(extra), library
        assert extra or one.low <= 0 <= one.high


@pytest.mark.parametrize("person", ["poi_adviser", "noor", "karim", "admin"])
@pytest.mark.parametrize("measure", ["work", "visits"])
def test_every_exhibit_is_drawn_and_tabled_for_every_reader(workspace, person, measure):
    seen = workspace(person)
    answer = seen.ask(MEASURES[measure].question, **ASKED)
    several = answer.rows["library"].n_unique() > 1
    shown = (propositions.OWN, propositions.ROAD) if several else (propositions.COURSE,)

    for exhibit in (kind[measure] for kind in shown):
        figure = ready(exhibit, answer, seen.words)
        spec, (heads, rows) = drawn(exhibit, figure, seen.words), table_rows(exhibit, figure, seen.words)
        assert spec["layer"] and len(rows) == figure.rows.height > 0 and len(heads) == len(exhibit.table)
        assert all(say(figure, seen.words) for say in (exhibit.title, exhibit.subtitle, exhibit.alternative))


def test_outside_the_library_no_number_is_small_or_exact(workspace):
    numbers = workspace("poi_adviser").ask("propositions/outcome_work", **ASKED).rows["number"].drop_nulls()

    assert len(numbers) > 100
    assert all(number == 0 or (number >= 10 and number % 5 == 0) for number in numbers)


def test_a_library_sees_no_months_of_another(workspace):
    for person, own in (("noor", "vaartstreek"), ("karim", "vaartstreek"), ("sven", "lingestroom")):
        for measure in MEASURES.values():
            rows = workspace(person).ask(measure.question, **ASKED).rows
            assert set(rows["library_id"]) <= {own}


def test_the_page_says_it_to_whoever_may_see_all_libraries(open_app):
    app = open_app("poi_adviser").switch_page("propositions/effect.py").run()
    text = " ".join(block.proto.body for block in app.get("html"))

    assert not app.exception
    assert "Duidelijk effect:" in text and "7 met, 1 zonder" in text
    assert "Bij 5 van de 7 bibliotheken deed het duidelijk iets, bij 2 niets van betekenis" in text
    app.button(key="explain_tile_Effect").click().run()
    assert not app.exception
