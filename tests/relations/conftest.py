"""The home of the known people, and one in which members were delivered whom a card may lead to."""

from pathlib import Path

import pytest

from biebwijzer.desk import House
from biebwijzer.warehouse import Asking, Stores
from tests.made_once import built_on
from tests.relations.linked_members import deliver_members


def deliver(stores: Stores, folder: Path) -> None:
    """Deliver those members."""
    deliver_members(House(stores, Asking(stores)))


@pytest.fixture
def origin(template_home, tmp_path_factory, request) -> Path:
    """The home of the known people; with those members for who asks for them."""
    if "delivered_members" not in request.fixturenames:
        return template_home
    return built_on(tmp_path_factory, "members", template_home, deliver)


@pytest.fixture
def delivered_members(home) -> Path:
    """This test works in the home with those members."""
    return home
