"""Backups: a home made from one gives the same figures, and one that was touched is not put back at all."""

import json
import stat

import pytest

from biebwijzer.commands import Exit
from biebwijzer.settings import ROOT
from tests.engines import settings_of

pytestmark = pytest.mark.slow

QUESTIONS = ("usage/visits_per_year", "usage/loans_per_year", "usage/branches", "access/libraries")


@pytest.fixture
def delivered(typed):
    """A home in which the branches and visits of Newcastle were delivered."""
    folder = ROOT / "examples" / "newcastle"
    for source, file in (
        ("newcastle_library", "library.csv"),
        ("newcastle_branches", "branches.csv"),
        ("newcastle_visits", "2008-onwards-monthly-visits.csv"),
    ):
        answer = typed("deliver", source, str(folder / file))
        assert answer.code == Exit.OK, answer.err


def figures(typed, **options):
    answers = [typed("ask", name, "--json", **options) for name in QUESTIONS]
    assert [one.code for one in answers] == [Exit.OK] * len(QUESTIONS), [one.err for one in answers]
    return [one.out for one in answers]


def test_a_restored_home_gives_the_same_figures_and_is_sound(typed, delivered, tmp_path):
    before = figures(typed)
    assert typed("backup", "copy").code == Exit.OK
    elsewhere = settings_of(tmp_path / "elsewhere")

    put_back = typed("restore", "copy", home=elsewhere)

    assert put_back.code == Exit.OK, put_back.err
    assert figures(typed, home=elsewhere) == before
    assert json.loads(before[0]), "there is nothing to compare"
    assert typed("check", home=elsewhere).out == typed("check").out.replace(str(tmp_path / "home"), str(elsewhere.home))
    rebuilt = typed("rebuild", home=elsewhere)
    assert rebuilt.code == Exit.OK, rebuilt.err
    assert figures(typed, home=elsewhere) == before


def test_the_key_stays_out_unless_one_asks_and_one_is_told_what_that_means(typed, settings, tmp_path):
    typed("ask", "access/libraries")
    settings.key_file.write_text("ab" * 32)

    without, with_it = typed("backup", "a"), typed("backup", "b", "--with-key")

    assert not (tmp_path / "a" / "key").exists() and "zit er niet in" in without.err
    assert stat.S_IMODE((tmp_path / "b" / "key").stat().st_mode) == 0o600 and "versleutel" in with_it.err


def test_a_backup_is_for_its_owner_only_and_holds_no_file_as_it_was_delivered(typed, settings, tmp_path):
    typed("ask", "access/libraries")
    job = settings.home / "jobs" / "one"
    job.mkdir(parents=True)
    for name in ("file.csv", "kept.csv.gz", "accepted.parquet"):
        (job / name).write_text("x")

    typed("backup", "copy")

    assert sorted(path.name for path in (tmp_path / "copy" / "jobs" / "one").iterdir()) == ["accepted.parquet"]
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o700


def test_a_backup_goes_into_an_empty_folder_only(typed, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("x")

    assert typed("backup", "full").code == Exit.FAILED
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_backup_that_was_touched_is_refused_whole(typed, tmp_path):
    typed("backup", "copy")
    listed = tmp_path / "copy" / "records.duckdb"
    listed.write_bytes(listed.read_bytes()[:-1] + b"x")
    elsewhere = settings_of(tmp_path / "elsewhere")

    answer = typed("restore", "copy", home=elsewhere)

    assert answer.code == Exit.FAILED and "records.duckdb" in answer.err
    assert not elsewhere.home.exists()


def test_a_list_that_points_outside_the_backup_is_refused(typed, tmp_path):
    typed("backup", "copy")
    listed = tmp_path / "copy" / "backup.json"
    content = json.loads(listed.read_text())
    content["files"]["../secret"] = "0"
    listed.write_text(json.dumps(content))

    assert typed("restore", "copy", home=settings_of(tmp_path / "elsewhere")).code == Exit.FAILED


def test_a_home_in_use_is_never_overwritten(typed):
    typed("backup", "copy")

    answer = typed("restore", "copy")

    assert answer.code == Exit.FAILED and "lege map" in answer.err
