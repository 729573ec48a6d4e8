"""Keeping: what was kept long enough is counted, let go of with evidence, and never comes back."""

import json
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from biebwijzer import intake
from biebwijzer.access import keeping, refreshed
from biebwijzer.access.keeping import Period, keeping_rules, keeping_texts
from biebwijzer.clock import schedules
from biebwijzer.clock.running import Clock
from biebwijzer.intake.contract import contracts
from biebwijzer.intake.keeping import without_persons
from biebwijzer.intake.tidying import job_folder
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import now
from tests.conftest import TODAY
from tests.engines import copied
from tests.intake.conftest import opened
from tests.intake.test_pages import seen, waiting
from tests.made_once import made_once

pytestmark = pytest.mark.slow

MEMBERS = "Lidnummer;Vestiging;Abonnement;Ingeschreven op;Opgezegd per;Geboortedatum;Postcodegebied;Gemeente"
LOANS = "Lidnummer;Vestiging;Uitgeleend op;Materiaal"
OLD, YOUNG = ("1001", "1002"), ("2001", "2002", "2003")


def told(found) -> dict[str, int]:
    """What each rule found, where that is something."""
    return {one.rule: one.rows for one in found if one.rows}


def deliver_members(place, folder: Path) -> list[str]:
    """Deliver five members and what they borrowed; the runs that brought them.

    Two left in 2022 and did nothing since, one left and still borrows, two are members.
    """

    def deliver(source: str, head: str, *rows: str) -> str:
        path = folder / f"{source}.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="cp1252")
        came = intake.deliver(refreshed(place.operator), source, path, "utrecht")
        assert (came.status, came.refused) == ("active", 0), came
        return came.run_id

    ended = [f"{number};Oost;Volwassenen;01-02-2015;01-03-2022;14-03-1987;3511;" for number in OLD]
    back = "2001;Oost;Volwassenen;01-02-2015;01-03-2022;14-03-1987;3511;"
    runs = [f"{number};West;Jeugd;01-02-2020;;14-03-2010;3512;" for number in YOUNG[1:]]
    first = deliver("memberships", MEMBERS, *ended, back, *runs)
    loans = [f"{number};Oost;05-06-2021;Boek jeugd" for number in (*OLD, *YOUNG)]
    second = deliver("loan_events", LOANS, *loans, "2001;Oost;05-06-2026;Boek jeugd")
    return [first, second]


def make_members(template: Path, folder: Path) -> None:
    place = opened(copied(template, folder / "home"))
    (folder / "runs.json").write_text(json.dumps(deliver_members(place, folder)), encoding="utf-8")
    place.stores.close()


@pytest.fixture
def with_members(delivered_template, tmp_path_factory, tmp_path):
    """A home with those five members, and the runs that brought them."""
    made = made_once(tmp_path_factory, "members-delivered", partial(make_members, delivered_template))
    found = opened(copied(made / "home", tmp_path / "home"))
    yield found, json.loads((made / "runs.json").read_text(encoding="utf-8"))
    found.stores.close()


def keys(place, table: str) -> list[str]:
    with place.stores.cursor({}) as cursor:
        rows = cursor.execute(f"select member_key from warehouse.{table} order by source_row").fetchall()
    return [row[0] for row in rows]


def linked_to(place, keys: list[str]) -> list[str]:
    """Cards that lead to these members, in their order."""
    made = {"library_id": "utrecht", "ground": "request", "proof": "map 3", "since": TODAY, "made_by": "noor"}
    rows = [
        {**made, "person_link_id": f"link_{n}", "person_id": f"person_{n}", "member_key": one, "made_at": now()}
        for n, one in enumerate(keys)
    ]
    with place.stores.records.transaction() as transaction:
        transaction.add_many("relations.person_link", rows)
    return [row["person_id"] for row in rows]


def left_linked(place) -> set[str]:
    """Cards that still lead to a member."""
    with place.stores.records.reading() as reading:
        return {row["person_id"] for row in reading.find("relations.person_link")}


def kept_keys(place, run_id: str) -> list[str]:
    return pl.read_parquet(job_folder(place.stores.settings, run_id) / "accepted.parquet")["member_key"].to_list()


def test_at_night_the_clock_lets_go_of_it_once_and_leaves_its_evidence(with_members):
    place, _ = with_members
    night = next(row for row in standing_work(place) if row["kind"] == "intake.keeping")["next_at"]

    for hours in (0, 24):
        Clock(place.stores, place.asking).work_off(night + timedelta(hours=hours, minutes=1))

    assert told(intake.look(refreshed(place.operator))) == {}
    runs = refreshed(place.operator).ask("access/keeping_runs").rows
    assert runs.height == 1, "with nothing to let go of there is no work, and nothing to show"
    with place.stores.records.reading() as reading:
        done = reading.find("clock.job", {"kind": "intake.keeping"})
    assert [(job["status"], json.loads(job["sentence_values"])["n"] > 0) for job in done] == [("done", True)]


def standing_work(place):
    schedules.keep_standing(place.stores, now())
    with place.stores.records.reading() as reading:
        return reading.find("clock.schedule", {"target": ""})


def test_whom_one_may_follow_no_longer_is_let_go_of_everywhere_and_the_counts_stay(with_members):
    place, (first, second) = with_members
    at_work = place.operator
    before = {"usage.membership": keys(place, "usage.membership"), "usage.loan": keys(place, "usage.loan")}
    counts = at_work.ask("usage/loans_per_year").rows

    looked = intake.look(at_work)
    assert told(looked)["usage.persons"] == 2
    assert keys(place, "usage.membership") == before["usage.membership"], "looking changes nothing"
    cards = linked_to(place, before["usage.membership"])
    done = intake.keep(refreshed(at_work))

    assert told(done) == told(looked)
    assert [card in left_linked(place) for card in cards] == [False, False, True, True, True]
    after = {table: keys(place, table) for table in before}
    gone = set(before["usage.membership"][:2])
    for table, run in (("usage.membership", first), ("usage.loan", second)):
        assert [key in gone for key in before[table]] == [key.startswith("x") for key in after[table]]
        assert [a for a, b in zip(after[table], before[table], strict=True) if b not in gone] == [
            b for b in before[table] if b not in gone
        ]
        assert not gone & set(kept_keys(place, run))
    assert after["usage.membership"][:2] == after["usage.loan"][:2], "the same person still, whoever it was"
    assert refreshed(at_work).ask("usage/loans_per_year").rows.equals(counts)
    assert len(list(place.home.glob("warehouse/*.duckdb"))) <= 1, "no older version holds them"

    intake.rebuild(refreshed(at_work))
    assert {table: keys(place, table) for table in before} == after
    assert told(intake.look(refreshed(at_work))) == {}
    version = place.stores.version
    intake.keep(refreshed(at_work))
    assert place.stores.version == version, "with nobody to let go of no version is made"


def test_what_makes_a_person_goes_with_the_key(with_members):
    place, (first, _) = with_members

    intake.keep(refreshed(place.operator))

    rows = pl.read_parquet(job_folder(place.stores.settings, first) / "accepted.parquet").sort("source_row")
    assert rows["birth_year"].to_list() == [None, None, 1987, 2010, 2010]
    assert rows["postcode_area"].null_count() == 2 and rows["branch_id"].null_count() == 0


def test_who_was_interrupted_finishes_the_next_time(with_members):
    place, (first, _) = with_members
    at_work = place.operator
    (place.home / "letting_go").touch()
    path = job_folder(place.stores.settings, first) / "accepted.parquet"
    rows = pl.read_parquet(path)
    names = {("utrecht", key): f"x{n}" for n, key in enumerate(keys(place, "usage.membership")[:2])}
    without_persons(rows, "utrecht", names).write_parquet(path)

    intake.keep(refreshed(at_work))

    assert keys(place, "usage.membership")[:2] == ["x0", "x1"]
    assert not (place.home / "letting_go").exists() and told(intake.look(refreshed(at_work))) == {}


def age(place, run_id: str, moment: datetime) -> None:
    with place.stores.records.transaction() as transaction:
        transaction.set("intake.run", {"run_id": run_id}, {"delivered_at": moment})


def test_a_file_and_the_text_of_refused_rows_go_after_ninety_days(place, visits_file):
    at_work = place.operator
    came = intake.deliver(
        at_work, "visits", visits_file("Oost;01-01-2026;5;geteld", "Ergens;01-01-2026;5;geteld"), "utrecht"
    )
    folder = job_folder(place.stores.settings, came.run_id)
    assert not told(intake.look(at_work)) and (folder / "file.csv").is_file()

    age(place, came.run_id, datetime(2026, 8, 1))
    assert told(intake.look(at_work)) == {"intake.delivered": 1, "intake.refused": 1}
    intake.keep(refreshed(at_work))

    assert not (folder / "file.csv").exists() and not (folder / "refused.parquet").exists()
    assert (folder / "accepted.parquet").is_file()
    (row,) = at_work.ask("intake/refused_rows", run_id=came.run_id).rows.to_dicts()
    assert (row["found"], row["status"]) == (None, "dropped") and "Ergens" not in row["sentence_values"]
    assert told(intake.look(refreshed(at_work))) == {}


def typed(place) -> None:
    """Two people: one last spoken in 2023, one this year; and what was said."""
    person = {
        "library_id": "utrecht",
        "first_name": "A",
        "email": "a@example.org",
        "search_name": "x",
        "row_version": 1,
    }
    with place.stores.records.transaction() as transaction:
        for number, spoken in (("oud", date(2023, 5, 1)), ("nieuw", date(2026, 5, 1))):
            transaction.add("relations.person", {"person_id": number, "last_name": f"Naam {number}", **person})
            transaction.add(
                "relations.contact_moment",
                {"contact_moment_id": number, "library_id": "utrecht", "person_id": number, "spoken_on": spoken,
                 "channel": "call", "summary": f"gesprek {number}", "recorded_by": "noor",
                 "recorded_at": datetime(spoken.year, 5, 1), "row_version": 1},
            )  # fmt: skip
            transaction.add(
                "access.audit",
                {"audit_id": number, "happened_at": datetime(spoken.year, 5, 1), "app_user_id": "noor",
                 "action": "relations.contact_moment.recorded", "library_id": "utrecht",
                 "subject_table": "relations.person", "subject_id": number},
            )  # fmt: skip


def test_what_was_typed_goes_after_its_time_and_what_is_still_used_stays(place):
    typed(place)
    at_work = place.operator
    assert told(intake.look(at_work)) == {"relations.contact_moment": 1, "relations.person": 1, "access.audit": 1}

    intake.keep(at_work)

    with place.stores.records.reading() as reading:
        moments = {row["contact_moment_id"]: row["summary"] for row in reading.find("relations.contact_moment")}
        people = {row["person_id"]: (row["last_name"], row["email"]) for row in reading.find("relations.person")}
        trail = reading.find("access.audit")
        rows = reading.find("access.audit_row")
    assert moments == {"oud": "", "nieuw": "gesprek nieuw"}, "the contact still counts"
    assert people == {"oud": ("", None), "nieuw": ("Naam nieuw", "a@example.org")}
    assert "oud" not in {row["audit_id"] for row in trail}
    assert "gesprek oud" not in str(rows) and "Naam oud" not in str(rows), "the trail does not keep what went"
    (run,) = at_work.ask("access/keeping_runs").rows.to_dicts()
    assert {one["rule"]: one["rows"] for one in json.loads(run["report"]) if one["rows"]}["relations.person"] == 1
    assert [row["action"] for row in trail].count("access.keeping.ran") == 1


def test_old_backups_in_a_folder_one_names_go_and_others_stay(place, tmp_path):
    for name, made in (("oud", "2026-01-01T00:00:00"), ("nieuw", f"{TODAY}T00:00:00")):
        (tmp_path / "backups" / name).mkdir(parents=True)
        (tmp_path / "backups" / name / "backup.json").write_text(json.dumps({"made_at": made}), encoding="utf-8")
    (tmp_path / "backups" / "foto's").mkdir()

    assert told(intake.look(place.operator, tmp_path / "backups")) == {"intake.backups": 1}
    intake.keep(place.operator, tmp_path / "backups")

    assert {path.name for path in (tmp_path / "backups").iterdir()} == {"nieuw", "foto's"}


@pytest.mark.parametrize(
    ("period", "today", "before"),
    [
        (Period(months=24), date(2026, 11, 23), date(2024, 11, 23)),
        (Period(months=1), date(2026, 3, 31), date(2026, 2, 28)),
        (Period(months=12), date(2024, 2, 29), date(2023, 2, 28)),
        (Period(months=11), date(2026, 11, 30), date(2025, 12, 30)),
        (Period(days=90), date(2026, 11, 23), date(2026, 8, 25)),
    ],
)
def test_a_period_ends_on_the_same_day_of_a_month_or_its_last(period, today, before):
    assert period.before(today) == before


def test_every_rule_names_what_is_there_and_says_why_in_both_languages(place):
    with place.stores.records.reading() as reading:
        for rule in keeping_rules():
            row = {**dict.fromkeys(columns_of(reading, rule.table)), "x": None}
            assert {*rule.blank, *rule.null, *([rule.since] if rule.since else [])} <= set(row), rule.table
            assert set(rule.name) == set(rule.why) == {"nl", "en"} and rule.does in ("remove", "clear")
            assert rule.period.months or rule.period.days
    usage = keeping_texts()["usage"]
    assert set(usage["persons"]["clear"]) <= {
        column.name for contract in contracts().values() if contract.has("member_key") for column in contract.columns
    }


def columns_of(reading, table: str) -> list[str]:
    schema, name = table.split(".")
    rows = reading.run(
        "select column_name from information_schema.columns where table_schema = ? and table_name = ?", [schema, name]
    )
    return [row["column_name"] for row in rows]


def test_letting_go_is_for_who_may_and_for_own_libraries(delivered, workspace):
    with pytest.raises(NotAllowed):
        intake.keep(workspace("noor"))
    inge = workspace("inge")
    assert keeping.is_mine(inge, {"library_id": "utrecht"}) and not keeping.is_mine(inge, {"library_id": "amersfoort"})
    assert not keeping.is_mine(inge, {"library_id": None})
    assert workspace("noor").ask("usage/persons_to_let_go", before=TODAY).rows.is_empty()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_counts_first_and_lets_go_when_one_is_sure(delivered, house, open_app, workspace, language):
    rows = waiting(workspace)
    run_id = next(row["run_id"] for row in rows if row["file_name"] == "tellers.csv")
    age(house, run_id, datetime(2026, 8, 1))

    app = open_app("inge", language).switch_page("access/keeping.py").run()

    assert not app.exception and app.button(key="keep").disabled
    assert ("<b>2 regels</b>" if language == "nl" else "<b>2 rules</b>") in seen(app)
    app.checkbox(key="keeping_sure").check().run()
    app.button(key="keep").click().run(timeout=60)
    assert not app.exception
    assert ("<b>Niets</b>" if language == "nl" else "<b>Nothing</b>") in seen(app)
    assert ("Tekst van geweigerde rijen: 3" if language == "nl" else "Text of refused rows: 3") in seen(app)


def test_the_page_stays_shut_for_who_may_not(delivered, open_app):
    app = open_app("noor").switch_page("access/keeping.py").run()

    assert "Deze pagina hoort niet bij je rol." in seen(app)
