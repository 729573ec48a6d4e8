"""Documentation is tested: what the code has is told in docs, and what docs name is there."""

import re

import pytest

from biebwijzer.access import roles
from biebwijzer.cli import known_commands
from biebwijzer.rooms import PERMISSIONS, ROOMS
from biebwijzer.settings import MEANINGS, ROOT, read_settings
from biebwijzer.warehouse import all_queries, rollups
from biebwijzer.warehouse.queries import mart_files
from tools.licences import ALLOWED, faults, untold
from tools.lock import faults as lock_faults
from tools.running_page import PAGE, renewed

DOCS = ROOT / "docs"


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def lacking(names, told: str) -> list[str]:
    """The names that are not told, each as a whole word."""
    return sorted(name for name in names if not re.search(rf"(?<![\w/]){re.escape(name)}(?![\w/])", told))


def test_every_room_is_found_in_the_architecture():
    assert lacking((room.name for room in ROOMS), text("architecture.md")) == []


def test_commands_settings_and_permissions_are_those_of_the_code():
    told = PAGE.read_text(encoding="utf-8")

    assert renewed(told) == told, "docs/running.md is behind the code: run make docs"
    assert lacking([*known_commands(), *MEANINGS, *PERMISSIONS], told) == []


def test_every_setting_that_is_read_has_a_meaning():
    asked = set()

    class Environment(dict):
        def get(self, name, default=None):
            asked.add(name)
            return default

    read_settings(Environment())

    assert asked == set(MEANINGS)


def test_every_role_is_found_in_the_glossary():
    assert lacking(roles(), text("glossary.md")) == []


def test_every_mart_and_question_is_written_down():
    told = text("marts.md")

    assert lacking((path.stem for path in mart_files()), told) == [], (
        "write these in docs/marts.md: grain, columns, scope"
    )
    assert lacking((one.table for one in rollups.rollups()), told) == [], "write these in docs/marts.md: key, levels"
    assert lacking((query.name for query in all_queries()), told) == [], (
        "write these in docs/marts.md, under their room"
    )


def test_every_command_of_make_that_the_docs_name_is_there():
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = "".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *DOCS.rglob("*.md")])

    assert set(re.findall(r"`make ([a-z]+)", told)) <= made


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name)
def test_every_link_in_the_docs_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))

    gone = [link for link in links if "://" not in link and not (page.parent / link).exists()]

    assert gone == []


def test_decisions_are_numbered_and_say_what_was_not_chosen():
    decisions = sorted((DOCS / "decisions").glob("*.md"))

    assert [path.name[:4] for path in decisions] == [f"{n:04d}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        told = path.read_text(encoding="utf-8")
        for heading in ("## Context", "## Decision", "## Roads not taken", "## Consequences"):
            assert heading in told, f"{path.name} has no heading {heading}"


def test_every_dependency_is_accounted_for_and_may_be_passed_on():
    assert (faults(), untold()) == ([], [])
    assert not any("GPL" in one for one in ALLOWED)


def test_a_lock_file_with_a_file_without_hash_is_refused():
    lock = {"package": [{"name": "x", "source": {"registry": "r"}, "wheels": [{"url": "x.whl"}]}]}

    assert lock_faults(lock) == ["x: x.whl has no hash"]
