"""Nieuwe bron as a steward sees it: drop a file, answer, map, look, put into force; and who may not."""

import time

import pytest

from biebwijzer import intake
from biebwijzer.access import operator_workspace, refreshed
from tests.conftest import TODAY

pytestmark = pytest.mark.alike

FILE = "Teller;Locatie;Periode;Aantal\n" + "".join(
    f"{n};{name};{day:02}-{month:02}-2026;{1000 * n}\n"
    for n, name in enumerate(("Oost", "West"), start=1)
    for month, day in ((1, 1), (2, 1), (3, 1))
)
BRANCHES = [{"branch_id": f"utr-{name.lower()}", "name": name, "kind": "branch"} for name in ("Oost", "West")]


@pytest.fixture
def utrecht(stores, house):
    """Utrecht with its branches."""
    operator = refreshed(operator_workspace(stores, house.asking, TODAY, "nl"))
    intake.deliver_rows(operator, "branches", BRANCHES, library="utrecht")


def shown(app):
    assert not app.exception
    return " ".join(block.proto.body for block in app.main.get("html"))


def opened(open_app, person="inge", language="nl"):
    app = open_app(person, language)
    app.query_params["bron"] = "nieuw"
    return app.switch_page("intake/deliver.py").run()


def dropped(app, name, content):
    app.file_uploader[0].set_value((name, content, "text/csv"))
    return app.run()


def box(app, key):
    return next(one for one in app.selectbox if one.key == key)


def pressed(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def until_looked_at(app):
    """Wait for the loader, as the page does twice a second."""
    for _ in range(100):
        if "Levering nakijken" in shown(app):
            return app
        time.sleep(0.2)
        app = app.run()
    raise AssertionError("no preview came")


def test_a_file_no_source_fits_is_described_looked_at_and_put_into_force(open_app, utrecht, workspace):
    app = dropped(opened(open_app), "teller.csv", FILE.encode("cp1252"))
    asked = next(one for one in app.radio if "eerst de dag of eerst de maand" in one.label)
    assert "Zo lezen we het bestand" in shown(app) and not [one for one in app.selectbox if one.key == "delivers"]

    app = asked.set_value("day").run()
    app = box(app, "delivers").set_value("usage.visit_count").run()
    assert box(app, "map_usage.visit_count_branch_id").value == "Locatie"
    assert box(app, "map_usage.visit_count_month").value == "Periode"
    app = box(app, "map_usage.visit_count_visits").set_value("Aantal").run()
    app = next(one for one in app.text_input if one.key == "title_nl").set_value("Teller bij de deur").run()
    assert 'ignore = "*"' in app.code[0].value
    app = until_looked_at(pressed(app, "Bewaar de bron en kijk het bestand na"))
    app = pressed(app, "Zet vast")

    assert refreshed(workspace("inge")).ask("usage/visits_per_year").rows["visits"].sum() == 9000
    assert [one.source_id for one in intake.own_sources(workspace("inge").stores)] == ["teller_bij_de_deur"]

    app.query_params["bron"] = "teller_bij_de_deur"
    app = app.switch_page("intake/sources.py").run()
    assert "Zo wordt dit bestand gelezen" in shown(app) and 'from = "Aantal"' in app.code[0].value
    app = pressed(app, "Haal de bron uit gebruik")
    assert not intake.is_own(workspace("inge").stores, "teller_bij_de_deur")
    pressed(app, "Maak ongedaan")
    assert intake.is_own(workspace("inge").stores, "teller_bij_de_deur")


def test_a_file_that_fits_a_source_says_so(open_app, utrecht):
    text = "Vestiging;Maand;Bezoeken;Telwijze\nOost;01-01-2026;5;geteld\nOost;01-02-2026;15;geteld\n"

    app = dropped(opened(open_app), "visits.csv", text.encode())

    assert "Dit bestand past bij een bron die er al is." in shown(app)


def test_a_file_that_is_no_table_says_why(open_app):
    app = dropped(opened(open_app), "leeg.csv", b"\n")

    assert "Het bestand is leeg." in shown(app)


def test_nieuwe_bron_opens_in_english(open_app, utrecht):
    app = dropped(opened(open_app, language="en"), "teller.csv", FILE.encode())

    assert "This is how we read the file" in shown(app)
    assert any("day or the month" in one.label for one in app.radio)


@pytest.mark.parametrize("person", ["noor", "stranger"])
def test_who_may_not_deliver_describes_no_source(open_app, person):
    app = opened(open_app, person)

    assert not app.file_uploader and "<h1>" not in shown(app)


def test_a_file_about_one_branch_says_so_once_for_all_rows(open_app, utrecht, workspace):
    text = "Maand;Bezoeken\n" + "".join(f"2026-0{month};{100 * month}\n" for month in (1, 2, 3))
    app = dropped(opened(open_app), "oost.csv", text.encode())
    app = box(app, "delivers").set_value("usage.visit_count").run()
    app = box(app, "map_usage.visit_count_branch_id").set_value("\x00").run()
    app = box(app, "same_branch_id").set_value("utr-oost").run()
    app = next(one for one in app.text_input if one.key == "title_nl").set_value("Oost").run()

    app = until_looked_at(pressed(app, "Bewaar de bron en kijk het bestand na"))
    pressed(app, "Zet vast")

    assert refreshed(workspace("inge")).ask("usage/visits_per_year").rows["visits"].sum() == 600


def test_columns_that_make_one_number_together_are_chosen_and_a_blank_cell_is_asked_about(open_app, utrecht, workspace):
    text = "Locatie;Maand;Jeugd;Volwassenen\nOost;2026-01;100;20\nOost;2026-02;90;\n"
    app = dropped(opened(open_app), "uitleen.csv", text.encode())
    app = box(app, "delivers").set_value("usage.loan_count").run()
    for column, value in (("branch_id", "Locatie"), ("month", "Maand"), ("loans", "Jeugd")):
        app = box(app, f"map_usage.loan_count_{column}").set_value(value).run()
    app = next(one for one in app.text_input if one.key == "title_nl").set_value("Uitleen").run()

    app = app.multiselect(key="add_usage.loan_count_loans_Jeugd").select("Volwassenen").run()
    assert "Zeg wat een lege cel betekent." in shown(app)
    app = app.radio(key="gaps_usage.loan_count_loans").set_value(True).run()
    assert 'loans = { sum = ["Jeugd", "Volwassenen"], gaps = true }' in app.code[0].value
    app = until_looked_at(pressed(app, "Bewaar de bron en kijk het bestand na"))
    pressed(app, "Zet vast")

    assert refreshed(workspace("inge")).ask("usage/loans_per_year").rows["loans"].to_list() == [210]
    # The next version of it is described from how it adds up now.
    app = dropped(opened(open_app), "uitleen.csv", text.replace("Maand", "Periode").encode())
    app = box(app, "delivers").set_value("usage.loan_count").run()
    app = box(app, "renews").set_value("uitleen").run()
    assert box(app, "map_usage.loan_count_uitleen_loans").value == "Jeugd"
    assert app.multiselect(key="add_usage.loan_count_uitleen_loans_Jeugd").value == ["Volwassenen"]
    assert app.radio(key="gaps_usage.loan_count_uitleen_loans").value is True


def test_numbers_that_only_go_up_are_asked_about_and_counted_as_readings(open_app, utrecht, workspace):
    text = "Dag;Stand\n" + "".join(f"2026-01-{day:02};{9_800 + 10 * day}\n" for day in range(1, 29))
    app = dropped(opened(open_app), "poort.csv", text.encode())
    app = box(app, "delivers").set_value("usage.door_count").run()
    for column, value in (("branch_id", "utr-oost"), ("door", "voor")):
        app = box(app, f"map_usage.door_count_{column}").set_value("\x00").run()
        field = next(one for one in (*app.selectbox, *app.text_input) if one.key == f"same_{column}")
        app = field.set_value(value).run()
    app = box(app, "map_usage.door_count_counted_at").set_value("Dag").run()
    app = box(app, "map_usage.door_count_visitors_in").set_value("Stand").run()
    app = next(one for one in app.text_input if one.key == "title_nl").set_value("Poort").run()
    assert "Zeg wat dit is: een aantal of een meterstand." in shown(app)

    app = next(one for one in app.radio if one.key == "meter_usage.door_count_visitors_in").set_value("both ways").run()
    assert 'meter = "both ways", highest = 99999' in app.code[0].value
    app = (
        next(one for one in app.number_input if one.key == "highest_usage.door_count_visitors_in")
        .set_value(9_999)
        .run()
    )
    app = until_looked_at(pressed(app, "Bewaar de bron en kijk het bestand na"))
    pressed(app, "Zet vast")

    # 27 steps of ten, two passages a visit.
    assert refreshed(workspace("inge")).ask("usage/visits_per_year").rows["visits"].sum() == 135


def test_a_survey_with_a_comma_between_answers_is_described_and_counted(open_app, utrecht, workspace):
    text = "Datum;Reden van bezoek;Tevredenheid\n" + "".join(
        f"2026-03-{day:02};{reasons};8\n"
        for day, reasons in enumerate(["studeren, lenen", "lenen", "koffie, lenen, studeren", "koffie"] * 2, start=1)
    )
    app = dropped(opened(open_app), "enquete.csv", text.encode())
    app = box(app, "delivers").set_value("usage.survey_answer").run()
    app = next(one for one in app.text_input if one.key == "title_nl").set_value("Enquête 2026").run()
    assert "Zeg of in een cel één antwoord staat of meer." in shown(app)

    app = next(one for one in app.radio if one.key.startswith("parts_visit_reason")).set_value(",").run()
    assert "8 rijen geven 14 antwoorden, 3 verschillende" in shown(app)
    assert 'parts = ","' in app.code[0].value
    app = until_looked_at(pressed(app, "Bewaar de bron en kijk het bestand na"))
    assert "8 rijen gaven 14 antwoorden" in shown(app) and "Klopt." in shown(app)
    pressed(app, "Zet vast")

    told = refreshed(workspace("inge")).ask("usage/visit_reasons").rows
    assert dict(told.rows()) == {"lenen": 6, "koffie": 4, "studeren": 4}


def test_a_return_with_years_is_described_and_asked_per_year(open_app, utrecht, workspace):
    content = "Boekjaar;Wie leende;Gebruikers totaal\n2024;abc;1.200\n2025;def;1.300\n"

    app = dropped(opened(open_app), "opgave.csv", content.encode("cp1252"))
    app = next(one for one in app.radio if "met duizendtallen" in one.label).set_value("thousands").run()
    app = box(app, "delivers").set_value("usage.yearly_return").run()
    assert box(app, "map_usage.yearly_return_active_users").value == "Gebruikers totaal"
    app = box(app, "map_usage.yearly_return_since").set_value("Boekjaar").run()
    app = next(one for one in app.text_input if one.key == "title_nl").set_value("Opgave").run()
    assert 'dates = ["%Y"]' in app.code[0].value
    app = until_looked_at(pressed(app, "Bewaar de bron en kijk het bestand na"))
    assert "Actieve gebruikers" in shown(app) and "active_users" not in shown(app)
    pressed(app, "Zet vast")

    users = refreshed(workspace("inge")).ask("usage/active_users").rows.filter(library="all").sort("since")
    assert users["active_users"].to_list() == [1200, 1300]


def test_a_source_that_adds_up_is_not_made_anew_in_a_form_that_would_forget_how(open_app, utrecht, workspace, stores):
    own = intake.source("yearly_returns").text.replace('title = { nl = "', 'title = { nl = "Onze ')
    intake.keep_source(workspace("inge"), "onze", own)

    app = dropped(opened(open_app), "opgave.csv", b"Boekjaar;Wie;Aantal\n2024;abc;12\n2025;def;13\n")
    app = box(app, "delivers").set_value("usage.yearly_return").run()

    assert not app.exception and not [one for one in app.selectbox if one.key == "renews"]
