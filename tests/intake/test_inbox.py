"""The inbox of a source: what is put there is delivered once, put away with what became of it, and told."""

import json
import os
import time
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from biebwijzer import clock, intake
from biebwijzer.access import open_workspace
from biebwijzer.clock.running import Clock
from biebwijzer.intake import inbox, refreshing
from biebwijzer.intake.care import CareDraft, care_problems, folder_of, keep_care, owners
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.warehouse import now
from tests.cast import invite_cast
from tests.conftest import TODAY
from tests.engines import copied
from tests.examples import tried_on
from tests.intake.conftest import opened
from tests.intake.test_kills import big_file

pytestmark = [pytest.mark.slow, pytest.mark.alike]

HEAD = "Vestiging;Maand;Bezoeken;Telwijze"


def looked_after(place):
    """Inge looks after the visits of Utrecht by an inbox; `put` puts a file there that has been quiet."""
    invite_cast(place.stores)
    minutes = count(1)

    def workspace(person):
        with place.stores.records.reading() as reading:
            user, grant = reading.one("access.app_user", person), reading.one("access.role_grant", f"grant_{person}")
        return open_workspace(place.stores, place.asking, user, grant, TODAY)

    def keep(manner="at_once"):
        keep_care(workspace("inge"), CareDraft("visits", "utrecht", "inge", "inbox", manner))

    def put(name, *rows):
        path = folder / name
        path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="cp1252")
        return path

    def look():
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(inbox, "is_quiet", lambda *_: True)
            Clock(place.stores, place.asking).work_off(now() + timedelta(minutes=2 * next(minutes)))

    keep()
    folder = folder_of(place.stores.settings, "visits", "utrecht")
    return SimpleNamespace(
        put=put, look=look, folder=folder, keep=keep, workspace=workspace, stores=place.stores, asking=place.asking,
        visits=lambda: workspace("inge").ask("usage/visits_per_year").rows["visits"].to_list(),
        mails=lambda: every(place.stores, "clock.mail"),
    )  # fmt: skip


@pytest.fixture
def cared(place):
    return looked_after(place)


def every(stores, table, **where):
    with stores.records.reading() as reading:
        return reading.find(table, where)


def names(folder):
    return sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []


def test_a_file_is_loaded_put_away_and_told_to_whoever_looks_after_the_source(cared):
    cared.put("jan.csv", "Oost;01-01-2026;10;geteld")

    cared.look()

    assert cared.visits() == [10]
    assert names(cared.folder / "done") == ["jan.csv", "jan.csv.txt"] and names(cared.folder / "busy") == []
    (mail,) = cared.mails()
    assert mail["recipient"] == "inge" and "Rijen geladen: 1," in mail["body"] and "jan.csv" in mail["body"]
    cared.look()
    assert len(cared.mails()) == 1 and len(every(cared.stores, "clock.job", kind="intake.inbox")) == 1


def test_a_file_that_still_grows_is_left_alone_and_one_with_a_copied_time_stamp_too(cared):
    path = cared.put("jan.csv", "Oost;01-01-2026;10;geteld")
    os.utime(path, (0, 0))

    assert inbox.waiting(cared.folder) == []
    assert inbox.is_quiet(path, time.time() + 31)
    for name in ("feb.csv.part", ".mrt.csv", "~$apr.xlsx", "mei.csv.filepart"):
        cared.put(name, "Oost;01-01-2026;10;geteld")
    (cared.folder / "jun.csv").symlink_to(path)
    assert inbox.waiting(cared.folder, quiet=-1) == [path]


def test_what_is_refused_stands_apart_with_why_and_is_told(cared):
    (cared.folder / "stuk.csv").write_text("iets;anders\n1;2\n", encoding="cp1252")
    cared.put("jan.pdf")

    cared.look()

    assert cared.visits() == []
    assert names(cared.folder / "refused") == ["jan.pdf", "jan.pdf.txt", "stuk.csv", "stuk.csv.txt"]
    why = (cared.folder / "refused" / "stuk.csv.txt").read_text(encoding="utf-8")
    assert why.startswith("Geweigerd.") and "Vestiging" in why
    (mail,) = cared.mails()
    assert "geweigerd" in mail["subject"] and "stuk.csv" in mail["body"] and "jan.pdf" in mail["body"]


def test_files_of_one_name_never_replace_each_other(cared):
    for number in (10, 20, 30):
        cared.put("bezoek.csv", f"Oost;01-01-2026;{number};geteld")
        cared.look()

    assert cared.visits() == [30]
    kept = [name for name in names(cared.folder / "done") if not name.endswith(".txt")]
    assert kept == ["bezoek (2).csv", "bezoek (3).csv", "bezoek.csv"]
    assert "10" in (cared.folder / "done" / "bezoek.csv").read_text(encoding="cp1252")


def test_a_load_that_is_stopped_never_happened_and_is_not_tried_again(cared, monkeypatch):
    big_file(cared.folder / "groot.csv")
    real = refreshing.deliver

    def stopped(*given, **more):
        with cared.stores.records.reading() as reading:
            (job,) = reading.find("clock.job", {"status": "running"})
        clock.stop(cared.workspace("inge"), job["job_id"], "intake.deliver")
        return real(*given, **more)

    monkeypatch.setattr(refreshing, "deliver", stopped)
    cared.look()
    cared.look()

    (job,) = every(cared.stores, "clock.job", kind="intake.inbox")
    assert job["status"] == "stopped" and cared.visits() == []
    assert every(cared.stores, "intake.run", source_id="visits") == []
    assert names(cared.folder / "refused") == ["groot.csv", "groot.csv.txt"]
    assert "gestopt" in (cared.folder / "refused" / "groot.csv.txt").read_text(encoding="utf-8")


def test_what_was_put_away_goes_after_as_long_as_a_file_may_be_kept(cared):
    cared.put("jan.csv", "Oost;01-01-2026;10;geteld")
    cared.look()
    inbox.tidy_folder(cared.folder, 1)
    assert names(cared.folder / "done") == ["jan.csv", "jan.csv.txt"]
    cared.stores.settings = replace(cared.stores.settings, raw_file_days=-1)
    with cared.stores.records.transaction() as transaction:
        transaction.set("clock.schedule", {"kind": "intake.tidying"}, {"next_at": now()})

    cared.look()

    assert names(cared.folder / "done") == []


def test_a_source_that_waits_for_a_human_shows_nobody_anything_yet(cared):
    cared.keep("wait")
    cared.put("jan.csv", "Oost;01-01-2026;10;geteld")

    cared.look()

    assert cared.visits() == [] and "wacht op nakijken" in cared.mails()[0]["subject"]
    (run,) = every(cared.stores, "intake.run", source_id="visits")
    intake.activate(cared.workspace("inge"), run["run_id"])
    assert cared.visits() == [10]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["Oost;01-01-2026;1000;geteld"], "van 100 naar 1000"),
        (["Oost;01-02-2026;20;geteld", "Noord;01-02-2026;20;geteld"], "1 van de 2 rijen geweigerd"),
    ],
)
def test_in_doubt_a_delivery_waits_whatever_the_source_says(cared, rows, why):
    cared.put("jan.csv", "Oost;01-01-2026;100;geteld")
    cared.look()
    cared.put("later.csv", *rows)
    cared.look()

    assert cared.visits() == [100]
    mail = max(cared.mails(), key=lambda row: row["written_at"])
    assert "wacht op nakijken" in mail["subject"] and why in mail["body"]


def test_what_the_preview_would_show_is_a_doubt_too():
    fine = {"accepted": 10, "refused": 0, "report": "{}"}
    assert refreshing.doubt(fine) is None

    for report, why in (
        ({"sums": [{"wrong": 0}, {"wrong": 2}]}, "controlesom"),
        ({"dates": [{"column": "Datum"}]}, "Dag en maand"),
        ({"signals": {"told": [{"kind": "zero", "reason_nl": None}]}}, "valt iets op"),
    ):
        assert why in refreshing.doubt({**fine, "report": json.dumps(report)})[0]
    known = {"signals": {"told": [{"kind": "zero", "reason_nl": "verbouwing"}]}, "sums": [{"wrong": 0}]}
    assert refreshing.doubt({**fine, "report": json.dumps(known)}) is None


def test_a_file_with_birth_dates_is_not_kept_once_it_was_loaded(cared):
    keep_care(cared.workspace("inge"), CareDraft("memberships", "utrecht", "inge", "inbox", "wait"))
    wanted = intake.source("memberships")
    assert wanted.holds_member_numbers
    folder = folder_of(cared.stores.settings, "memberships", "utrecht")
    (folder / "leden.csv").write_text(wanted.separator.join(wanted.needed()) + "\n", encoding=wanted.encoding)

    cared.look()

    kept = [name for name in (*names(folder / "done"), *names(folder / "busy"), *names(folder)) if name == "leden.csv"]
    assert kept == [] or names(folder / "refused"), "what was refused must be mended, so it stays"


def test_nobody_looks_after_a_source_that_is_not_theirs(cared):
    sven = cared.workspace("sven")

    assert set(owners(cared.workspace("inge"), "utrecht")) == {"inge", "admin"}
    with pytest.raises(NotAllowed):
        keep_care(sven, CareDraft("visits", "utrecht", "inge", "inbox"))
    wrong = CareDraft("visits", "utrecht", "sven", "fetch", "soms", "elke dag")
    assert [one.field for one in care_problems(cared.workspace("inge"), wrong)] == ["owner", "way", "manner", "rhythm"]


@pytest.mark.parametrize("library", ["../elders", "/etc", "done", "..", "a/b"])
def test_a_library_never_leads_out_of_the_inbox(cared, library):
    with pytest.raises(BiebwijzerError):
        folder_of(cared.stores.settings, "visits", library)


def test_how_a_source_is_looked_after_is_taken_back_as_it_was(cared):
    inge = cared.workspace("inge")
    saved = keep_care(inge, CareDraft("visits", "utrecht", "inge", "hand"))
    assert every(cared.stores, "clock.schedule", kind="intake.inbox")[0]["is_on"] is False

    inge.undo(saved.audit_id, "intake.deliver")

    assert every(cared.stores, "intake.care")[0]["way"] == "inbox"
    assert every(cared.stores, "clock.schedule", kind="intake.inbox")[0]["is_on"] is True


NAMES = some.sampled_from(["a.csv", "b.csv", "c.csv"])
STEPS = some.lists(
    some.one_of(
        some.tuples(some.just("put"), NAMES, some.integers(1, 3), some.integers(0, 99)),
        some.tuples(some.just("half"), NAMES, some.integers(1, 3), some.integers(0, 99)),
        some.tuples(some.just("bad"), NAMES, some.just(0), some.just(0)),
        some.tuples(some.sampled_from(["look", "die"]), some.just(""), some.just(0), some.just(0)),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.embedded
@tried_on(4)
@given(steps=STEPS)
def test_whatever_is_put_there_in_whatever_order_counts_once_and_no_file_is_lost(delivered_template, steps):
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(refreshing, "doubt", lambda run: None)
        place = opened(copied(delivered_template, Path(folder) / "home"))
        cared = looked_after(place)
        expected, standing, put = {}, {}, 0

        def counts(name):
            """What this file brings counts from here on, over what came before it."""
            month, number = standing.pop(name)
            if month:
                expected[month] = number

        for turn, (what, name, month, number) in enumerate([*steps, ("look", "", 0, 0)]):
            if what in ("put", "bad"):
                put += name not in standing
                standing.pop(name, None)
                standing[name] = (month, number)
                rows = [f"Oost;01-{month:02d}-2026;{number};geteld"] if what == "put" else ["x"]
                os.utime(cared.put(name, *rows), (turn + 1, turn + 1))
            elif what == "half":
                cared.put(f"{name}.part", f"Oost;01-{month:02d}-2026;{number};geteld")
            elif what == "die" and standing:
                # Taken, and then the process was killed.
                left = next(iter(standing))
                inbox.moved(cared.folder / left, cared.folder / "busy", f"{turn}-{left}")
                counts(left)
            elif what == "look":
                for one in list(standing):
                    counts(one)
                cared.look()

        away = [one for kept in ("done", "refused") for one in names(cared.folder / kept) if one.endswith(".csv")]
        assert len(away) == put and names(cared.folder / "busy") == []
        assert not [one for one in names(cared.folder) if one.endswith(".csv")]
        assert sum(cared.visits()) == sum(expected.values())
        place.stores.close()
