"""A database that broke is opened again: nobody has to notice that the app answers no longer."""

import subprocess
import sys
from argparse import Namespace
from types import SimpleNamespace

import duckdb
import pytest

from biebwijzer import starting
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Stores
from biebwijzer.warehouse.breaking import BROKEN, when_broken
from biebwijzer.words import Words
from tests.engines import settings_of

FATAL = duckdb.FatalException("FATAL Error: database has been invalidated")


@pytest.fixture
def told():
    times: list[int] = []
    when_broken(lambda: times.append(1))
    yield times
    when_broken(None)


def breaks(*args):
    raise FATAL


def test_a_fatal_error_in_a_question_is_acted_on_and_still_told(tmp_path, told):
    stores = Stores(settings_of(tmp_path / "home"), table_statements())
    with pytest.raises(duckdb.FatalException), stores.cursor({}):
        breaks()
    with pytest.raises(duckdb.BinderException), stores.cursor({}) as cursor:
        cursor.execute("select no_such_column")
    stores.close()

    assert told == [1]


@pytest.mark.embedded
def test_a_fatal_error_in_reading_or_writing_the_records_is_acted_on(tmp_path, told):
    stores = Stores(settings_of(tmp_path / "home"), table_statements())
    with pytest.raises(duckdb.FatalException), stores.records.reading():
        breaks()
    with pytest.raises(duckdb.FatalException), stores.records.transaction():
        breaks()
    stores.close()

    assert told == [1, 1]


@pytest.mark.parametrize(("codes", "ended"), [([BROKEN, 0], 0), ([BROKEN] * 9, 1), ([1], 1)])
def test_start_opens_an_app_again_of_which_the_database_broke_but_not_for_ever(monkeypatch, tmp_path, codes, ended):
    opened = []

    def opens(*_):
        code = codes[len(opened)]
        opened.append(subprocess.Popen([sys.executable, "-c", f"raise SystemExit({code})"]))
        return opened[-1]

    for name, stands_in in (
        ("open_app", opens), ("wait_for", lambda *_: None), ("Stores", lambda *_: SimpleNamespace(close=lambda: None)),
        ("Asking", lambda *_: None),
    ):  # fmt: skip
        monkeypatch.setattr(starting, name, stands_in)
    monkeypatch.setattr(starting.example, "prepare", lambda *_: [])
    monkeypatch.setattr(starting.signal, "signal", lambda *_: None)
    unopened = SimpleNamespace(settings=settings_of(tmp_path / "home"), words=Words("nl"))
    terminal = SimpleNamespace(say=lambda _: None, note=lambda _: None)

    assert starting.start(unopened, Namespace(port=1, data="empty"), terminal) == ended
    assert len(opened) == min(len(codes), 1 + starting.MOST_AGAIN)
