"""Open data from a server on this machine that answers as Statistics Netherlands does; nothing else is ever asked."""

import json
import threading
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from biebwijzer import clock, intake
from biebwijzer.clock.running import Clock
from biebwijzer.exports.sourcing import delivery_told
from biebwijzer.intake import open_data
from biebwijzer.intake.care import CareDraft, keep_care
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import OData
from biebwijzer.warehouse import now
from biebwijzer.words import Words
from tests.cast import invite_cast
from tests.engines import put_rows

pytestmark = [pytest.mark.slow, pytest.mark.alike]

TABLE = "/03759ned"
# Amsterdam on 1 January 2020 is as it was published; the others are constructed.
RESIDENTS = {"GM0363": 872757, "GM0344": 357597, "GM0014": None}


def observation(number, region, value, **more):
    return {
        "Id": number, "Measure": "M000352", "ValueAttribute": "None" if value is not None else "Confidential",
        "Value": None if value is None else float(value), "StringValue": None, "Geslacht": "T001038",
        "Leeftijd": "10000", "BurgerlijkeStaat": "T001019", "RegioS": region, "Perioden": "2020JJ00", **more,
    }  # fmt: skip


@pytest.fixture
def statline():
    """The server: `pages` are the observations page by page, `troubles` what it answers first."""
    said = SimpleNamespace(troubles=[], asked=[], pages=[], status="Voorlopig", periods=("2019JJ00", "2020JJ00"))
    said.pages = [[observation(n, region, value) for n, (region, value) in enumerate(RESIDENTS.items())]]

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            parts = urlsplit(self.path)
            said.asked.append(unquote(self.path))
            if said.troubles:
                code, headers = said.troubles.pop(0)
                return self.answer(code, {"error": "busy"}, headers)
            if parts.path == f"{TABLE}/Properties":
                return self.answer(200, {"Identifier": "03759ned", "Modified": "2026-05-29T02:00:00+02:00"})
            if parts.path == f"{TABLE}/PeriodenCodes":
                codes = [{"Identifier": code, "Status": said.status} for code in said.periods]
                return self.answer(200, {"value": codes})
            if parts.path != f"{TABLE}/Observations":
                return self.answer(404, {})
            page = int(parse_qs(parts.query).get("page", ["0"])[0])
            found = {"value": said.pages[page]}
            if page + 1 < len(said.pages):
                found["@odata.nextLink"] = f"{said.base}{TABLE}/Observations?page={page + 1}"
            return self.answer(200, found)

        def answer(self, code, found, headers=()):
            body = json.dumps(found).encode()
            self.send_response(code)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    said.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield said
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Ask again as often as in use, and much sooner."""
    monkeypatch.setattr(open_data, "AGAIN", open_data.AGAIN.new(backoff_factor=0.01))


def fetched(statline, tmp_path, breathe=lambda: None):
    return open_data.fetch(intake.source("cbs_residents"), statline.base, tmp_path, breathe)


def test_every_page_of_the_last_year_is_read_with_how_final_it_is(statline, tmp_path):
    statline.pages = [[observation(n, f"GM{n:04d}", n)] for n in range(5)]

    path, vintage = fetched(statline, tmp_path)

    assert path.name == "03759ned-2020JJ00.csv" and len(path.read_text(encoding="utf-8").splitlines()) == 6
    assert (vintage.standing, vintage.published_on) == ("provisional", date(2026, 5, 29))
    (first,) = [asked for asked in statline.asked if "$filter" in asked]
    assert "Measure eq 'M000352'" in first and "Perioden eq '2020JJ00'" in first


def test_a_busy_server_is_asked_again_and_after_that_it_is_for_later(statline, tmp_path):
    statline.troubles = [(503, [("Retry-After", "0")]), (429, [("Retry-After", "0")])]
    assert fetched(statline, tmp_path)[0].is_file()

    statline.troubles = [(503, [])] * 9
    with pytest.raises(clock.Later, match="te druk"):
        fetched(statline, tmp_path / "again")
    with pytest.raises(clock.Later, match="niet te bereiken"):
        open_data.fetch(intake.source("cbs_residents"), "http://127.0.0.1:1", tmp_path, lambda: None)
    assert not list((tmp_path / "again").glob("*.csv"))


def test_half_a_table_is_no_file(statline, tmp_path):
    statline.pages = [[observation(1, "GM0001", 1)], [observation(2, "GM0002", 2)]]
    breaths = iter([None] * 3)

    def stopped():
        if next(breaths, "stop") == "stop":
            raise clock.StopAsked

    with pytest.raises(clock.StopAsked):
        fetched(statline, tmp_path, stopped)
    assert not list(tmp_path.glob("*.csv"))

    statline.pages[1] = [observation(2, "GM0002", 2, Nieuw="x")]
    with pytest.raises(DeliveryRefused, match="niet gelijk van vorm"):
        fetched(statline, tmp_path)


def test_a_next_page_elsewhere_and_a_table_that_is_gone_are_refused(statline, tmp_path):
    statline.base, elsewhere = "http://127.0.0.1:1", statline.base
    statline.pages = [[observation(1, "GM0001", 1)], []]
    with pytest.raises(DeliveryRefused, match="volgende bladzijde"):
        open_data.fetch(intake.source("cbs_residents"), elsewhere, tmp_path, lambda: None)

    gone = replace(intake.source("cbs_residents"), odata=OData("bestaatniet", "x eq 1"))
    with pytest.raises(DeliveryRefused, match="404"):
        open_data.fetch(gone, elsewhere, tmp_path, lambda: None)


@pytest.fixture
def planned(place, statline):
    """Ada has the residents fetched; `planned.again()` is the next time it comes round."""
    invite_cast(place.stores)
    municipality = {"province": "-", "valid_from": date(2018, 1, 1)}
    rows = [("usage.municipality", {"municipality_id": code, "name": code, **municipality}) for code in RESIDENTS]
    put_rows(place.stores, rows)
    place.stores.settings = replace(place.stores.settings, open_data=statline.base)
    keep_care(place.operator, CareDraft("cbs_residents", None, "admin", "fetch", "at_once", "daily 06:00"))

    def again():
        with place.stores.records.transaction() as transaction:
            transaction.set("clock.schedule", {"kind": "intake.fetch"}, {"next_at": now()})
        Clock(place.stores, place.asking).work_off()
        with place.stores.records.reading() as reading:
            jobs = reading.find("clock.job", {"kind": "intake.fetch"}, newest="asked_at")
            runs = reading.find("intake.run", {"source_id": "cbs_residents"}, newest="delivered_at")
            return jobs[0], runs[0] if runs else None, reading.find("clock.mail", newest="written_at")

    return again


def test_what_is_fetched_is_judged_and_counts_with_its_missing_kept_apart(planned, statline, place):
    job, run, mails = planned()

    assert (job["status"], run["status"]) == ("done", "active")
    assert (run["figure_standing"], run["published_on"]) == ("provisional", date(2026, 5, 29))
    with place.stores.cursor({}) as cursor:
        table = "warehouse.usage.population"
        found = cursor.execute(
            f"select municipality_id, counted_on, age_class, residents, residents_missing from {table} order by 1"
        ).fetchall()
    day = date(2020, 1, 1)
    assert found == [
        ("GM0014", day, "all", None, "suppressed"),
        ("GM0344", day, "all", 357597, None),
        ("GM0363", day, "all", 872757, None),
    ]
    assert mails[0]["recipient"] == "admin" and not list((place.home / "fetched").glob("*"))

    _, same, _ = planned()
    assert same["status"] == "unchanged", "nothing new is no new delivery"
    statline.status = "Definitief"
    assert (planned()[1]["status"], planned()[1]["status"]) == ("active", "unchanged")


def test_a_table_that_changed_its_columns_is_refused_with_which(planned, statline):
    statline.pages = [[observation(1, "GM0363", 1, Regio="GM0363")]]
    del statline.pages[0][0]["RegioS"]

    job, run, mails = planned()

    assert (job["status"], run["status"]) == ("done", "failed")
    assert "RegioS" in run["sentence_values"] and "Regio" in mails[0]["body"] and "geweigerd" in mails[0]["subject"]


def test_nothing_is_fetched_as_long_as_nobody_switched_it_on(place, statline, monkeypatch):
    invite_cast(place.stores)
    place.stores.settings = replace(place.stores.settings, open_data=statline.base)
    keep_care(place.operator, CareDraft("cbs_residents", None, "admin", "hand"))

    Clock(place.stores, place.asking).work_off()

    assert statline.asked == []


def test_how_final_figures_are_is_said_with_the_delivery_they_rest_on(planned, place):
    planned()

    (behind,) = place.operator.ask("intake/deliveries_behind", tables=["usage.population"]).rows.to_dicts()[:1]

    assert "03759ned-2020JJ00.csv (voorlopig, gepubliceerd 29 mei 2026)" in delivery_told(behind, Words("nl"))
