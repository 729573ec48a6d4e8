"""School programmes: how many pupils of which schools, and what is not known is no zero."""

import pytest

from biebwijzer import activities
from biebwijzer.look import drawn, ready, table_rows
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import organisations
from biebwijzer.relations.organisations import OrganisationDraft
from tests.engines import put_rows

BOS, START = "de Bibliotheek op school", "BoekStart"
# School, programme, year in which the school year begins, pupils.
TOLD = [
    ("01AB00", BOS, 2024, 180),
    ("01AB00", BOS, 2025, 200),
    ("02CD00", BOS, 2025, 150),
    ("03EF00", BOS, 2025, None),
    ("01AB00", START, 2025, 3),
]


def row_of(school, programme, year, pupils):
    """A row of the delivery."""
    told = {"school_id": school, "programme": programme, "school_year": year, "level": 2, "pupils": pupils}
    missing = "unknown" if pupils is None else None
    return ("usage.school_programme", {"library_id": "utrecht", **told, "pupils_missing": missing})


@pytest.fixture
def delivered(stores):
    """Three schools of Utrecht, one of which did not say how many pupils it has."""
    put_rows(stores, [row_of(*told) for told in TOLD])


def test_pupils_are_added_up_per_programme_of_the_last_school_year(workspace, delivered):
    rows = workspace("noor").ask("activities/school_programmes").rows

    assert rows.select("programme", "pupils", "schools", "uncounted", "before").rows() == [
        (BOS, 350, 3, 1, 180),
        (START, 3, 1, 0, None),
    ]
    earlier = workspace("noor").ask("activities/school_programmes", school_year=2024).rows
    assert earlier.select("programme", "pupils").rows() == [(BOS, 180)]


def test_as_many_schools_stand_behind_it_and_their_pupils_are_the_number(workspace, delivered):
    noor = workspace("noor")
    answer = noor.ask("activities/school_programmes")

    behind = noor.rows_behind(answer).rows

    for row in answer.rows.iter_rows(named=True):
        own = behind.filter(programme=row["programme"])
        assert (own.height, own["pupils"].sum()) == (row["schools"], row["pupils"])
    assert behind.filter(behind["pupils"].is_null())["pupils_missing"].to_list() == ["unknown"]


def test_single_schools_are_for_who_works_at_the_library(workspace, delivered):
    karim, adviser = workspace("karim"), workspace("poi_adviser")

    assert karim.rows_behind(karim.ask("activities/school_programmes")).rows.height == 4
    with pytest.raises(NotAllowed):
        adviser.rows_behind(adviser.ask("activities/school_programmes"))


def test_a_programme_of_which_no_school_said_its_number_has_none_and_says_why(workspace, stores):
    put_rows(stores, [row_of("09ZZ00", BOS, 2025, None)])
    noor = workspace("noor")
    answer = ready(activities.SCHOOL_PROGRAMMES, noor.ask("activities/school_programmes"), noor.words)

    assert answer.rows["pupils"].to_list() == [None]
    assert table_rows(activities.SCHOOL_PROGRAMMES, answer, noor.words)[1][0][1] == "onbekend"
    assert activities.SCHOOL_PROGRAMMES.title(answer, noor.words).endswith("?")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_drawn_and_told_with_what_is_not_known(workspace, delivered, language):
    noor = workspace("noor", language=language)
    exhibit = activities.SCHOOL_PROGRAMMES

    answer = ready(exhibit, noor.ask(exhibit.question), noor.words)

    assert drawn(exhibit, answer, noor.words)["layer"]
    assert "2025-2026" in exhibit.subtitle(answer, noor.words) and "350" in exhibit.alternative(answer, noor.words)
    assert "1 school" in exhibit.subtitle(answer, noor.words)


def test_another_library_has_no_school_in_it(workspace, delivered):
    assert workspace("sven").ask("activities/school_programmes").is_empty()


def test_the_page_shows_it_and_the_card_of_the_school_its_programmes(open_app, workspace, delivered):
    draft = OrganisationDraft("Proefschool", "primary_school", brin="01AB00")
    school = organisations.add(workspace("noor"), draft).row_id
    page = open_app("noor").switch_page("activities/record.py").run()
    app = open_app("noor")
    app.query_params["organisation"] = school
    card = app.switch_page("relations/organisations.py").run()

    assert not page.exception and not card.exception
    shown, told = (" ".join(block.proto.body for block in one.get("html")) for one in (page, card))
    assert f"{BOS} bereikt 350 leerlingen op 3 scholen" in shown
    assert f"{BOS}, 2025-2026, 200 leerlingen" in told and "180" not in told


def test_without_a_delivery_there_is_no_empty_figure(open_app):
    page = open_app("noor").switch_page("activities/record.py").run()

    assert not page.exception
    assert "leerlingen" not in " ".join(block.proto.body for block in page.get("html"))
