"""A small home and a way to type a command."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from biebwijzer.cli import run
from biebwijzer.commands import Terminal
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import Settings
from biebwijzer.warehouse import Stores
from tests.engines import copied, settings_of
from tests.made_once import made_once


def make_empty(folder: Path) -> None:
    """A home nobody did anything in."""
    Stores(settings_of(folder / "home"), table_statements()).close()


@pytest.fixture
def settings(tmp_path, tmp_path_factory):
    return settings_of(copied(made_once(tmp_path_factory, "empty", make_empty) / "home", tmp_path / "home"))


@pytest.fixture
def typed(settings, tmp_path):
    """Type a command: what came out, what was said beside it, and the exit code."""

    def type_it(*words: str, cwd: Path = tmp_path, home: Settings = settings) -> SimpleNamespace:
        out, err = io.StringIO(), io.StringIO()
        code = run(words, Terminal(out, err, cwd), home)
        return SimpleNamespace(out=out.getvalue(), err=err.getvalue(), code=code)

    return type_it
