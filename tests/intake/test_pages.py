"""Bronnen, Aanleveren and Quarantaine as those see them who may look, who may deliver, and who may not."""

import csv
import io
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer import intake
from biebwijzer.desk.deliveries import board_sentences, strip_meaning
from biebwijzer.desk.refused import faults_of
from biebwijzer.desk.taking_refused import as_text, refused_csv
from biebwijzer.desk.uploading import on_its_way, safe_name
from biebwijzer.exports.formulas import looks_like_formula
from biebwijzer.intake.sources import RHYTHMS
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.words import Words
from tests.conftest import TODAY
from tests.intake.conftest import seen, visit

pytestmark = pytest.mark.alike

PAGES = ("sources", "deliver", "quarantine")
FRESH_UNTIL, DAYS_ALLOWED = date(2026, 6, 30), 45


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", ["staff", "stranger", "poi_adviser"])
def test_a_page_stays_shut_for_who_may_not_see_deliveries(open_app, person, page):
    app = visit(open_app, person, page)

    assert "<h1>" not in seen(app)
    assert "Deze pagina hoort niet bij je rol." in seen(app) or "Je hebt nog geen rol." in seen(app)


def test_a_coordinator_looks_but_does_not_deliver(open_app):
    app = visit(open_app, "noor", "deliver")

    assert "Deze pagina hoort niet bij je rol." in seen(app)


def test_before_the_first_delivery_each_page_says_what_to_do(open_app):
    told = {page: seen(visit(open_app, "inge", page)) for page in PAGES}

    assert "Er is nog geen bron geladen." in told["sources"]
    assert "Kies een bestand; wij zoeken de bron erbij." in told["deliver"]
    assert "Er wachten geen rijen." in told["quarantine"]


@pytest.mark.parametrize(("source", "beside"), [("yearly_returns", "<code>E-books</code>"), ("activities", None)])
def test_before_one_chooses_a_file_its_columns_are_named_and_those_that_may_be_left_out(open_app, source, beside):
    app = visit(open_app, "inge", "deliver")

    told = seen(next(one for one in app.selectbox if one.key == "source").set_value(source).run())

    assert "Kolommen: <code>" in told
    # Whose rows they are is no column for who works for one library.
    assert "<code>Bibliotheek</code>" not in told
    assert beside in told if beside else "Mogen erbij" not in told


@pytest.mark.parametrize(("source", "by_row"), [("door_counts", True), ("visits", False)])
def test_who_works_for_all_libraries_may_leave_whose_rows_they_are_to_the_file(open_app, house, source, by_row):
    with house.stores.records.transaction() as change:
        change.set("access.role_grant", {"app_user_id": "inge"}, {"scope_type": "land", "scope_id": "land"})
    app = visit(open_app, "inge", "deliver")

    app = next(one for one in app.selectbox if one.key == "source").set_value(source).run()

    box = next(one for one in app.selectbox if one.key == "library")
    assert box.value is None and len(box.options) > 1
    assert ("Staat in het bestand, bij elke rij" in box.options) == by_row


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_english(delivered, open_app, page):
    app = visit(open_app, "inge", page, "en")

    assert "<h1>" in seen(app)
    assert "jul 2026" not in seen(app)


def test_a_source_is_as_late_as_its_last_month_and_rhythm_say(delivered, workspace):
    expected = FRESH_UNTIL + timedelta(days=DAYS_ALLOWED)

    late = {}
    for on in (expected, expected + timedelta(days=1), TODAY):
        rows = workspace("noor").ask("intake/sources_board", on_date=on).rows.to_dicts()
        late[on] = next(row["days_late"] for row in rows if row["source_id"] == "visits")

    assert late == {expected: 0, expected + timedelta(days=1): 1, TODAY: (TODAY - expected).days}


def test_the_board_says_how_late_in_words_and_lets_one_open_a_source(delivered, open_app):
    app = visit(open_app, "karim", "sources")

    assert re.search(r"\d+ dagen te laat", seen(app))
    assert "Bezoeken per maand loopt" in seen(app)
    assert 'href="/bronnen?bron=visits"' in seen(app)


def test_the_strip_tells_which_months_are_partly_there(delivered, workspace):
    strips = {
        row["period"]: row["state"]
        for row in workspace("noor").ask("intake/strips").rows.to_dicts()
        if row["source_id"] == "visits"
    }

    assert strips == {date(2026, 4, 1): "complete", date(2026, 5, 1): "partly", date(2026, 6, 1): "complete"}


def test_nobody_but_who_may_deliver_knows_of_a_delivery_that_waits(delivered, workspace, open_app):
    names = {
        person: set(workspace(person).ask("intake/runs").rows["file_name"]) for person in ("inge", "noor", "karim")
    }

    assert "juli.csv" in names["inge"]
    assert "juli.csv" not in names["noor"] | names["karim"]
    assert "Levering nakijken" in seen(visit(open_app, "inge", "deliver"))
    assert "klaar om na te kijken" not in seen(visit(open_app, "karim", "sources"))


def test_another_library_sees_nothing_of_these_deliveries(delivered, workspace):
    sven = workspace("sven")

    board = sven.ask("intake/sources_board", on_date=TODAY).rows
    behind = sven.ask("intake/deliveries_behind", tables=["usage.visit_count", "usage.branch"]).rows

    assert board.is_empty() and behind.is_empty()
    assert sven.ask("intake/runs").rows.is_empty()
    assert sven.ask("intake/refused_rows").rows.is_empty()
    assert sven.ask("intake/completeness", source_id="visits").rows.is_empty()


@pytest.mark.parametrize("person", ["noor", "karim"])
def test_what_stood_in_a_refused_row_is_for_who_may_deliver(delivered, workspace, open_app, person):
    steward, other = (workspace(one).ask("intake/refused_rows").rows for one in ("inge", person))

    assert "Wst" in steward["found"].to_list()
    for column in ("found", "suggestion", "sentence_values", "corrected_to"):
        assert other[column].null_count() == other.height
    page = seen(visit(open_app, person, "quarantine"))
    assert "Wst" not in page and "De waarden zie je niet" in page


def test_the_preview_adds_up_and_names_what_is_refused(delivered, open_app):
    app = visit(open_app, "inge", "deliver")

    assert "Controle: 2 in het bestand = 1 nieuw + 0 gewijzigd + 0 gelijk + 1 geweigerd. Klopt." in seen(app)
    assert "-3 is te laag." in seen(app)


def test_a_preview_thrown_away_leaves_everything_as_it_was(delivered, open_app, workspace, house):
    app = visit(open_app, "inge", "deliver")
    version = house.stores.version

    app.button(key="discard").click().run()

    assert not app.exception
    assert "Weggegooid" in " ".join(block.proto.body for block in app.get("html"))
    assert house.stores.version == version
    assert not [row for row in workspace("inge").ask("intake/runs").rows["status"] if row == "preview"]


def waiting(workspace) -> list[dict]:
    return workspace("inge").ask("intake/refused_rows", status="waiting").rows.to_dicts()


def test_quarantine_says_how_many_rows_wait_out_of_how_many_deliveries(delivered, open_app):
    app = visit(open_app, "noor", "quarantine")

    assert "<b>3 rijen</b> wachten, uit 1 levering." in seen(app)


def test_one_click_puts_all_rows_with_the_same_fault_right(delivered, open_app, workspace):
    app = visit(open_app, "inge", "quarantine")
    fault = next(one for one in faults_of(waiting(workspace)) if one.found == "Wst")
    assert len(fault.rows) == 2

    app.text_input(key=f"value_{fault.key}").set_value("West")
    next(button for button in app.button if button.label == "Verbeter 2 rijen").click().run(timeout=60)

    assert not app.exception
    still = [row["found"] for row in waiting(workspace) if row["run_status"] == "active"]
    assert still == ["veel"]
    rows = workspace("noor").ask("intake/deliveries_behind", tables=["usage.visit_count"]).rows
    assert rows["row_count"].sum() == 7


def test_rows_let_go_keep_their_reason_and_can_come_back(delivered, workspace):
    inge = workspace("inge")
    row = next(one for one in waiting(workspace) if one["found"] == "veel")

    with pytest.raises(BiebwijzerError, match="waarom"):
        intake.drop(inge, [row["refused_row_id"]], "  ")
    audit_id = intake.drop(inge, [row["refused_row_id"]], "Teller stond uit")
    gone = inge.ask("intake/refused_rows", status="dropped").rows
    inge.undo(audit_id, "intake.deliver")

    assert gone["corrected_to"].to_list() == ["Teller stond uit"]
    assert row["refused_row_id"] in [one["refused_row_id"] for one in waiting(workspace)]


def test_letting_rows_go_is_for_who_may_deliver_and_for_own_libraries(delivered, workspace):
    row = waiting(workspace)[0]

    for person in ("noor", "sven"):
        with pytest.raises(NotAllowed):
            intake.drop(workspace(person), [row["refused_row_id"]], "Mag niet")


def test_a_delivery_rolled_back_comes_back_with_the_same_figures(delivered, workspace):
    inge = workspace("inge")
    run_id = next(row["run_id"] for row in inge.ask("intake/runs").rows.to_dicts() if row["file_name"] == "tellers.csv")
    before = inge.ask("usage/visits_per_year").rows

    intake.roll_back(inge, run_id)
    without = inge.ask("usage/visits_per_year").rows
    intake.restore(inge, run_id)

    assert without.is_empty()
    assert inge.ask("usage/visits_per_year").rows.equals(before)
    assert len([row for row in waiting(workspace) if row["run_id"] == run_id]) == 3


def test_a_delivery_whose_file_is_gone_must_be_delivered_again(delivered, workspace, home):
    inge = workspace("inge")
    run_id = next(row["run_id"] for row in inge.ask("intake/runs").rows.to_dicts() if row["file_name"] == "tellers.csv")
    intake.roll_back(inge, run_id)
    for path in (home / "jobs" / run_id).glob("file.*"):
        path.unlink()

    with pytest.raises(BiebwijzerError, match="niet meer bewaard"):
        intake.restore(inge, run_id)


def test_a_rhythm_means_the_same_in_a_query_and_in_a_source():
    text = Path("queries/intake/marts/rhythm.sql").read_text(encoding="utf-8")

    found = dict(re.findall(r"'(\w+)' as refresh,\s+(\w+) as days_allowed", text))

    assert {name: 0 if days == "null" else int(days) for name, days in found.items()} == dict(RHYTHMS)


def test_the_strip_is_a_sentence_for_who_does_not_see_it():
    periods = [(date(2026, 1, 1), "complete"), (date(2026, 2, 1), "partly"), (date(2026, 3, 1), "missing")]

    said = strip_meaning(periods, "monthly", Words("nl"))

    assert said == "1 van 3 perioden compleet. Deels: feb 2026. Ontbreekt: mrt 2026."


def test_the_lead_counts_only_sources_that_come_again():
    def row(refresh: str, late: int) -> dict:
        names = {"title_nl": refresh, "title_en": refresh, "previews": 0}
        return {**names, "refresh": refresh, "days_late": late, "fresh_until": TODAY}

    late = board_sentences([row("weekly", 7), row("monthly", 0), row("once", 0)], Words("nl"))
    well = board_sentences([row("weekly", 0), row("monthly", 0)], Words("nl"))

    assert late.startswith("**1 van de 2 bronnen** is op tijd. weekly loopt 7 dagen achter.")
    assert well == "**Alle 2 bronnen** zijn bij."


VALUES = st.one_of(st.none(), st.text(max_size=5))


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), VALUES, st.sampled_from(["below", "no_date"])), max_size=30))
def test_every_refused_row_stands_in_exactly_one_fault(lines):
    rows = [
        {"refused_row_id": str(n), "run_id": "r", "source_row": n, "suggestion": None,
         "column_name": column, "found": found, "reason": reason}
        for n, (column, found, reason) in enumerate(lines)
    ]  # fmt: skip

    faults = faults_of(rows)

    assert sorted(int(one) for fault in faults for one in fault.ids) == list(range(len(rows)))
    for fault in faults:
        assert {(row["column_name"], row["found"], row["reason"]) for row in fault.rows} == {
            (fault.column, fault.found, fault.reason)
        }


@given(st.text(max_size=20))
def test_no_refused_value_is_run_by_a_spreadsheet(value):
    row = {"file_name": "f.csv", "source_row": 2, "column_name": "k", "found": value, "suggestion": None}
    text = refused_csv([{**row, "sentence": "", "sentence_values": None}], Words("nl")).decode("utf-8-sig")

    cells = next(csv.DictReader(io.StringIO(text, newline="")))

    assert not looks_like_formula(cells["Waarde"])
    assert cells["Waarde"] == as_text(value)


@given(st.text(max_size=200))
def test_a_name_from_outside_names_a_file_in_our_folder_and_nothing_else(name):
    safe = safe_name(name)

    assert safe and safe not in (".", "..") and "/" not in safe and "\\" not in safe and "\0" not in safe
    assert len(safe.encode()) <= 255 and Path(safe).name == safe


def test_uploaded_bytes_are_ours_alone_and_gone_afterwards(tmp_path):
    with pytest.raises(RuntimeError), on_its_way(tmp_path, "../../tellers.csv", memoryview(b"x")) as path:
        assert path.name == "tellers.csv"
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.parent == tmp_path / "uploads"
        raise RuntimeError

    assert list((tmp_path / "uploads").iterdir()) == []
