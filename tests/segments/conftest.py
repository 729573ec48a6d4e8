"""These tests work on what Newcastle delivered."""

from pathlib import Path

import pytest

from tests.engines import copied


@pytest.fixture
def home(newcastle_home, tmp_path) -> Path:
    """This test's own copy of Newcastle's home."""
    return copied(newcastle_home, tmp_path / "home")
