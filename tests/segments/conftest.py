"""These tests work on what Newcastle delivered."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def home(newcastle_home, tmp_path) -> Path:
    """This test's own copy of Newcastle's home."""
    return Path(shutil.copytree(newcastle_home, tmp_path / "home"))
