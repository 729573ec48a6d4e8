"""Definities: every measure explained, in both languages, with where it comes from and where it is used."""

import pytest

from biebwijzer import explore
from biebwijzer.desk.explain import facts, with_files
from biebwijzer.exports.sourcing import deliveries
from biebwijzer.warehouse import all_queries
from biebwijzer.words import Words
from tests.delivered import visits

pytestmark = pytest.mark.slow

PAGE = "explore/definitions.py"


@pytest.fixture
def origin(newcastle_home):
    return newcastle_home


def told(page) -> str:
    return "\n".join(one.proto.body for one in page.get("html"))


def test_a_measure_is_found_by_what_it_counts_in_the_language_of_the_reader():
    dutch, english = Words("nl"), Words("en")

    assert "usage/recommendation" in [one.name for one in explore.holding("aanbevelen", dutch)]
    assert "usage/recommendation" in [one.name for one in explore.holding("RECOMMEND nps", english)]
    assert explore.holding("aanbevelen", english) == []
    assert len(explore.holding("", dutch)) == len([one for one in all_queries() if one.is_measure])


def test_where_a_question_is_used_is_read_from_the_pages_themselves():
    used = {name: [place.address for place in places] for name, places in explore.used_on().items()}

    assert used["usage/visits_per_month"] == ["vandaag", "doelgroepen", "kerncijfers", "bestuursrapport"]
    assert used["usage/recommendation"] == ["waarom"]
    assert used["intake/sources_board"][-1] == "bronnen"
    assert used["usage/loans_per_year"] == []
    assert used["explore/loans"] == used["explore/members"] == ["verkennen"]


def test_every_definition_opens_with_its_files_and_leads_to_its_pages(open_app):
    page = open_app("karim").switch_page(PAGE).run()
    assert not page.exception
    for query in explore.definitions():
        assert f"begrip={query.name.replace('/', '%2F')}" in told(page)

    page.query_params["begrip"] = "usage/visits_per_month"
    said = told(page.run())
    assert "2008-onwards-monthly-visits.csv" in said and 'href="kerncijfers"' in said
    assert "usage.visit_count.visits" in said and "sum(visits)" in said

    del page.query_params["begrip"]
    page.query_params["kolom"] = "usage.visit_count.visits"
    said = told(page.run())
    assert "usage%2Fvisits_per_month" in said and "usage%2Floans_per_month" not in said

    page.query_params["kolom"] = "usage.visit_count.nonsense"
    page.run()
    assert not page.exception and "usage.visit_count.nonsense" in told(page)


def test_the_definitions_are_for_whoever_sees_figures(open_app):
    page = open_app("staff").switch_page(PAGE).run()

    assert "definities?begrip" not in told(page)


def test_a_figure_leads_to_its_definition_and_its_rows_name_their_file(workspace):
    noor = workspace("noor")
    first, last = min(month for _, month in visits()), max(month for _, month in visits())
    answer = noor.ask("usage/visits_per_month", since=first, until=last)

    found = deliveries(noor, answer)
    links = [str(said) for _, said in facts(noor, answer, found)]
    assert any("definities?begrip=usage%2Fvisits_per_month" in said for said in links)
    rows = with_files(noor.rows_behind(answer).rows, found)
    assert set(rows.filter(rows["source_row"].is_not_null())["file_name"]) == {"2008-onwards-monthly-visits.csv"}
