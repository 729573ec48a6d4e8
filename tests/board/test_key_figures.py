"""The board's page, and the promise behind every figure: its rows add up to it."""

from datetime import date
from pathlib import Path

import pytest

from biebwijzer import activities, board, usage
from biebwijzer.look import drawn, ready, table_rows
from biebwijzer.segments import GROUP_EXHIBITS, RULES
from biebwijzer.warehouse import Stores, query
from tests import delivered
from tests.conftest import at_work
from tests.made_once import built_on

VALUES = {
    "since": date(2018, 1, 1),
    "until": date(2024, 8, 31),
    "base_year": 2010,
    **RULES.dates(delivered.REFERENCE_DATE),
}
# Newcastle delivered no memberships, loans, reservations, programmes or yearly returns: those have tests of their own.
ELSEWHERE = {*GROUP_EXHIBITS, usage.ACTIVE_USERS, usage.STATED_LOANS}
EXHIBITS = {
    name: one
    for name, one in board.all_exhibits().items()
    if one not in ELSEWHERE and not name.startswith(("propositions/", "activities/school"))
}


def type_some(stores: Stores, folder: Path) -> None:
    """Newcastle publishes no activities; two colleagues typed some."""
    noor = at_work(stores, "noor")
    branch = noor.ask("activities/branches").first("branch_id")
    for day, kind, people in ((date(2023, 3, 1), "reading", 12), (date(2024, 8, 20), "debate", 30)):
        draft = activities.ActivityDraft(day, branch, "Leeskring", kind, people, pillar="reading")
        activities.recording.record(noor, draft)


@pytest.fixture
def origin(newcastle_home, tmp_path_factory) -> Path:
    """Newcastle's home with those activities."""
    return built_on(tmp_path_factory, "newcastle-activities", newcastle_home, type_some)


def asked(workspace, exhibit):
    wanted = {param.name: VALUES[param.name] for param in query(exhibit.question).params if param.name in VALUES}
    return workspace.ask(exhibit.question, **wanted)


@pytest.mark.parametrize("name", EXHIBITS)
def test_the_rows_behind_a_figure_are_the_figure(workspace, name):
    noor = workspace("noor")
    answer = asked(noor, EXHIBITS[name])

    behind = noor.rows_behind(answer)

    assert behind is not None, f"{name} has no rows behind it"
    measure = answer.query.measure
    figure = answer.rows[measure or answer.query.counts[0]].sum()
    assert figure and figure == (behind.rows[measure].sum() if measure else behind.rows.height)


@pytest.mark.parametrize("person", ["noor", "karim", "poi_adviser"])
@pytest.mark.parametrize("name", EXHIBITS)
def test_every_exhibit_is_drawn_and_tabled_for_every_reader(workspace, name, person):
    reader, exhibit = workspace(person), EXHIBITS[name]
    answer = ready(exhibit, asked(reader, exhibit), reader.words)

    spec, (heads, rows) = drawn(exhibit, answer, reader.words), table_rows(exhibit, answer, reader.words)

    assert spec["layer"] and len(rows) == answer.rows.height and len(heads) == len(exhibit.table)
    assert all(say(answer, reader.words) for say in (exhibit.title, exhibit.subtitle, exhibit.alternative))


def test_key_figures_compare_only_months_delivered_in_both_years(workspace):
    since, until = date(2020, 1, 1), date(2022, 3, 1)
    by_month = delivered.by_month(delivered.visits())
    both = [month for month in by_month if since <= month <= until and month.replace(year=month.year - 1) in by_month]

    figures = board.key_figures(workspace("karim").ask("board/key_figures", since=since, until=until))

    assert figures["visits"].months == len(both) < 27
    assert figures["visits"].number == sum(by_month[month] for month in both)
    assert figures["visits"].before == sum(by_month[month.replace(year=month.year - 1)] for month in both)


def test_an_index_stands_only_on_whole_years(workspace):
    rows = workspace("karim").ask("board/visits_beside_loans", base_year=2010).rows
    index = {(measure, year): value for measure, year, value in rows.select("measure", "year", "index_number").rows()}
    by_month = delivered.by_month(delivered.visits())
    per_year = {year: [n for month, n in by_month.items() if month.year == year] for year in range(2008, 2025)}

    whole = {year for year, numbers in per_year.items() if len(numbers) == 12}
    assert {year for (measure, year), value in index.items() if measure == "visits" and value is not None} == whole
    assert index["visits", 2019] == pytest.approx(100 * sum(per_year[2019]) / sum(per_year[2010]))


def test_the_page_says_how_we_stand(open_app):
    page = open_app("karim").switch_page("board/key_figures.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception
    assert "Hoe staan we ervoor?" in shown and "389.013 bezoeken" in shown and "189.609 uitleningen" in shown
    assert len(page.get("vega_lite_chart")) == 7


def test_the_address_keeps_the_period_and_the_branch(open_app):
    page = open_app("karim")
    page.query_params["vanaf"] = "2019-01-01"
    page.query_params["tot"] = "2019-12-01"
    page = page.switch_page("board/key_figures.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert "jan 2019 tot en met dec 2019" in shown


def test_activities_stand_beside_the_other_figures_over_whole_months(open_app):
    page = open_app("karim").switch_page("board/key_figures.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and "deelnemers per kernfunctie" in shown and "31 aug 2024" in shown


def test_participants_stand_among_the_figures_with_what_is_not_counted(workspace, open_app):
    noor = workspace("noor")
    branch = noor.ask("activities/branches").first("branch_id")
    draft = activities.ActivityDraft(date(2024, 5, 4), branch, "Lezing", "debate", None, pillar="reading")
    activities.recording.record(noor, draft)

    page = open_app("karim").switch_page("board/key_figures.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    links = [link.proto.label for link in page.get("page_link")]
    assert not page.exception and "Deelnemers dit jaar" in shown and "bij 2 activiteiten, 1 nog niet geteld" in shown
    assert "Naar Activiteiten" in links
    answer = noor.ask("activities/totals", since=date(2024, 1, 1), until=date(2024, 8, 31))
    assert answer.rows.select("activities", "participants", "uncounted", "before").row(0) == (2, 30, 1, None)
    assert noor.rows_behind(answer).rows["participants"].sum() == 30


def test_a_year_without_an_activity_has_no_number_and_no_zero(workspace):
    answer = workspace("noor").ask("activities/totals", since=date(2019, 1, 1), until=date(2019, 12, 31))

    assert answer.rows.select("activities", "participants", "participants_missing").row(0) == (
        None,
        None,
        "not_delivered",
    )


def test_a_wrong_value_in_the_address_is_dropped_and_said(open_app):
    page = open_app("karim")
    page.query_params["vestiging"] = "somebody_elses"
    page.query_params["vanaf"] = "gisteren"
    page = page.switch_page("board/key_figures.py").run()

    said = [caption.value for caption in page.caption]
    assert not page.exception and "vestiging" not in page.query_params
    assert "Die vestiging is er niet. Je ziet nu alle vestigingen." in said
    assert "Die maand is er niet. Je ziet nu de gewone periode." in said


def test_the_page_speaks_english(open_app):
    page = open_app("karim", language="en").switch_page("board/key_figures.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and "389,013" in shown


def test_a_library_without_deliveries_hears_what_to_do(open_app):
    page = open_app("sven").switch_page("board/key_figures.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and "nog geen bezoeken of uitleningen geladen" in shown


def test_whoever_may_not_read_the_board_gets_no_figure(open_app):
    page = open_app("staff").switch_page("board/key_figures.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert "389.013" not in shown and not page.get("vega_lite_chart")
