"""These tests work on what Newcastle delivered."""

from pathlib import Path

import pytest


@pytest.fixture
def origin(newcastle_home) -> Path:
    """Newcastle's home."""
    return newcastle_home
