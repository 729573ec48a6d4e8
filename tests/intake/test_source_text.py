"""A source as text on the screen: read, changed as its next version, handed in; and who may not."""

import pytest

from biebwijzer import intake
from biebwijzer.access import operator_workspace, refreshed
from biebwijzer.intake.sources import source_file
from biebwijzer.problems import BiebwijzerError
from tests.conftest import TODAY

pytestmark = pytest.mark.alike

TEXT = """title = { nl = "Poortjes", en = "Gates" }
delivers = "usage.visit_count"
kind = "events"
refresh = "monthly"

[columns]
branch_id = { from = "Teller", by = "name" }
month = "Maand"
visits = "Aantal"
"""
OTHER = TEXT.replace('"Aantal"', '"Bezoekers"')


def shown(app):
    assert not app.exception
    return " ".join(block.proto.body for block in app.main.get("html"))


def kept(workspace):
    return [(row["version"], row["status"]) for row in intake.kept_texts(workspace.stores, source_id="poortjes")]


def opened(open_app, person="inge", source="poortjes"):
    app = open_app(person)
    app.query_params["bron"] = source
    return app.switch_page("intake/sources.py").run()


def pressed(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def saved(app, text):
    app.text_area[0].set_value(text)
    return pressed(app, "Bewaar als volgende versie")


@pytest.fixture
def inge(workspace):
    """The data steward of Utrecht, who made a source."""
    intake.keep_source(workspace("inge"), "poortjes", TEXT)
    return workspace("inge")


def test_a_changed_text_is_the_next_version_and_undone_the_one_before_is_in_use(open_app, inge):
    app = saved(opened(open_app), OTHER)

    assert kept(inge) == [(2, "active"), (1, "replaced")]
    assert intake.known_source(inge.stores, "poortjes").text == OTHER and app.text_area[0].value == OTHER
    pressed(app, "Maak ongedaan")
    assert kept(inge) == [(1, "active")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (TEXT, "Er is niets veranderd."),
        ("  ", "Er staat niets meer."),
        (TEXT.replace("monthly", "nu en dan"), "refresh is een van"),
        (TEXT + "[[[", "de tekst is geen TOML"),
        (TEXT.replace("visits =", "bezoeken ="), "bezoeken"),
    ],
)
def test_a_text_that_can_not_be_carried_out_is_refused_and_stays_as_it_was_typed(open_app, inge, text, sentence):
    app = saved(opened(open_app), text)

    assert sentence in shown(app)
    assert app.text_area[0].value == text and kept(inge) == [(1, "active")]


def test_who_was_overtaken_keeps_what_was_typed_and_saves_knowing_it(open_app, inge):
    app = opened(open_app)
    intake.keep_source(inge, "poortjes", TEXT.replace("Gates", "Doors"))

    app = saved(app, OTHER)
    assert "Een collega bewaarde intussen versie 2." in shown(app)
    assert app.text_area[0].value == OTHER and '"Doors"' in app.code[0].value
    pressed(app, "Bewaar als volgende versie")

    assert kept(inge) == [(3, "active"), (2, "replaced"), (1, "replaced")]


def test_a_source_of_the_house_is_read_and_taken_along_but_not_changed(open_app, inge):
    app = opened(open_app, source="visits")

    assert app.code[0].value == source_file("visits").read_text(encoding="utf-8").rstrip("\n")
    assert not app.text_area


def test_nobody_changes_a_source_of_all_libraries_or_without_the_right(open_app, workspace, stores, house):
    operator = refreshed(operator_workspace(stores, house.asking, TODAY, "nl"))
    intake.keep_source(operator, "poortjes", TEXT)

    assert not opened(open_app).text_area
    assert not opened(open_app, "karim").text_area
    with pytest.raises(BiebwijzerError):
        intake.keep_source(workspace("inge"), "poortjes", OTHER)
    with pytest.raises(BiebwijzerError):
        intake.keep_source(workspace("karim"), "poortjes", OTHER)


def handed_in(open_app, name, content):
    app = open_app("inge")
    app.query_params["bron"] = "nieuw"
    app.session_state["hand_in_text"] = True
    app = app.switch_page("intake/deliver.py").run()
    asked = next(one for one in app.file_uploader if one.label == "Tekst van een bron")
    asked.set_value((name, content, "text/plain"))
    return app.run()


def test_a_text_that_somebody_wrote_is_taken_into_use_and_waits_for_its_file(open_app, workspace):
    app = handed_in(open_app, "van_elders.toml", TEXT.replace("\n", "\r\n").encode("utf-8-sig"))
    assert "Dit is de bron Poortjes." in shown(app)

    app = pressed(app, "Neem deze bron in gebruik")

    assert kept(workspace("inge")) == [(1, "active")]
    assert next(one for one in app.selectbox if one.key == "source").value == "poortjes"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Vestiging;Maand\n", "de tekst is geen TOML"),
        (b"\xff\xfe\x00", "Dit is geen tekst in UTF-8."),
        (b"title = 5\n", "is een deel met namen en waarden"),
        (b"# " + b"x" * intake.LONGEST_TEXT, "Dit lijkt een ander bestand."),
    ],
)
def test_a_file_that_is_no_source_says_why(open_app, workspace, content, sentence):
    app = handed_in(open_app, "geen bron.toml", content)

    assert sentence in shown(app) and not [one for one in app.button if one.key == "hand_in"]
    assert intake.own_sources(workspace("inge").stores) == []
