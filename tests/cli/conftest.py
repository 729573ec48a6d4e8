"""A small home and a way to type a command."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from biebwijzer.cli import run
from biebwijzer.commands import Terminal
from biebwijzer.settings import Settings
from tests.engines import settings_of


@pytest.fixture
def settings(tmp_path):
    return settings_of(tmp_path / "home")


@pytest.fixture
def typed(settings, tmp_path):
    """Type a command: what came out, what was said beside it, and the exit code."""

    def type_it(*words: str, cwd: Path = tmp_path, home: Settings = settings) -> SimpleNamespace:
        out, err = io.StringIO(), io.StringIO()
        code = run(words, Terminal(out, err, cwd), home)
        return SimpleNamespace(out=out.getvalue(), err=err.getvalue(), code=code)

    return type_it
