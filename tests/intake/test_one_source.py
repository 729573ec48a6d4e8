"""One source on Bronnen: who looks after it, how it comes in, what is there, and two deliveries side by side."""

import polars as pl
import pytest

from biebwijzer import intake
from biebwijzer.clock import Clock
from tests.intake.conftest import seen, visit, write

pytestmark = pytest.mark.alike


def test_who_looks_after_a_source_and_how_it_comes_in_is_chosen_and_taken_back(delivered, open_app, house):
    app = visit(open_app, "inge", "sources")
    app.query_params["bron"] = "visits"
    app.run()
    assert "Nog niemand zorgt voor deze bron." in seen(app)

    app.radio("care_way").set_value("inbox")
    app.radio("care_manner").set_value("at_once")
    next(one for one in app.button if one.label == "Bewaar hoe zij binnenkomt").click().run()

    assert not app.exception
    assert "<b>Inge Voorbeeld</b> zorgt voor deze bron." in seen(app)
    assert "inbox/visits/utrecht wordt geladen" in seen(app) and "bij twijfel wacht zij op een mens" in seen(app)
    assert (delivered / "inbox" / "visits" / "utrecht").is_dir()

    next(one for one in app.button if one.label == "Kijk nu in de map").click().run()
    assert not app.exception and [bar.proto for bar in app.get("progress")]
    Clock(house.stores, house.asking).work_off()
    app.run()
    assert "Bestanden bekeken: 0, geweigerd: 0." in seen(app)


def test_a_source_without_rows_can_be_planned_by_who_may_deliver_and_only_read_by_others(delivered, open_app):
    for person, language, shows in (("admin", "en", "open data of Statistics Netherlands"), ("karim", "nl", None)):
        app = visit(open_app, person, "sources", language)
        app.query_params["bron"] = "cbs_residents"
        app.run()

        assert not app.exception
        options = str([one.options for one in app.radio])
        assert (shows in options) if shows else options == "[]"


def test_a_calendar_shows_what_is_there_and_two_deliveries_stand_beside_each_other(
    delivered, open_app, workspace, tmp_path
):
    later = write(tmp_path / "later.csv", ["Oost;01-04-2026;10;geteld", "West;01-06-2026;30;geschat"])
    intake.deliver(workspace("inge"), "visits", later)
    app = visit(open_app, "inge", "sources")
    app.query_params["bron"] = "visits"
    app.run()
    assert "apr 2026: aangeleverd" in seen(app) and "mei 2026: ontbreekt" in seen(app)
    assert ": nog niet verwacht" in seen(app) and "geschat" in seen(app)
    assert "een levering vastgezet" in seen(app)

    beside = next(box for box in app.selectbox if box.label == "Vergelijk met een andere levering")
    beside.set_value(first_run(workspace)).run()

    assert not app.exception
    assert "Som per maand" in seen(app) and "Bezoeken, jun 2026" in seen(app)


def first_run(workspace) -> str:
    """The earliest delivery of visits that counted."""
    runs = workspace("inge").ask("intake/runs", source_id="visits").rows.filter(pl.col("file_name") == "tellers.csv")
    return runs["run_id"][0]


def test_who_looks_after_a_late_source_reads_so_on_vandaag(delivered, open_app, workspace):
    intake.keep_care(workspace("inge"), intake.CareDraft("visits", "utrecht", "inge"))

    mine = seen(open_app("inge"))
    others = seen(open_app("karim"))

    assert "Jij zorgt hiervoor:" in mine and 'href="/bronnen?bron=visits"' in mine
    assert "Jij zorgt hiervoor:" not in others
