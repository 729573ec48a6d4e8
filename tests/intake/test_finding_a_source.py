"""A file that is dropped finds its own source: by all its columns, or a person chooses, and nothing of it stays."""

from pathlib import Path

import pytest

from biebwijzer import intake
from biebwijzer.intake.sources import sources
from biebwijzer.settings import ROOT
from tests.intake.test_pages import seen, visit

NEWCASTLE = ROOT / "examples" / "newcastle"
GIVEN = {
    NEWCASTLE / "2008-onwards-monthly-visits.csv": ["newcastle_loans", "newcastle_visits"],
    ROOT / "examples" / "duo" / "basisscholen_utrecht_2026-04.csv": [],
}
VISITS = b"Vestiging;Maand;Bezoeken;Telwijze\nOost;01-01-2026;12;geteld\n"


def found(path: Path) -> list[str]:
    return [one.source_id for one in intake.sources_for(path, sources())]


@pytest.mark.parametrize(("path", "expected"), GIVEN.items(), ids=[path.name for path in GIVEN])
def test_a_real_file_finds_every_source_that_would_take_it_and_no_other(path, expected):
    assert found(path) == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("bezoek.csv", VISITS, ["visits"]),
        ("titel.csv", b"Bezoeken 2026\n\n" + VISITS, ["visits"]),
        ("meer.csv", VISITS.replace(b"Telwijze", b"Weer"), []),
        ("bezoek.txt", VISITS, []),
        ("leeg.csv", b"", []),
        ("geen.csv", b"\x00\xff\xfe\x01", []),
    ],
)
def test_every_column_must_be_one_the_source_knows(tmp_path, name, content, expected):
    (tmp_path / name).write_bytes(content)

    assert found(tmp_path / name) == expected


def dropped(app, name, content):
    app.file_uploader[0].set_value((name, content, "text/csv"))
    app.run()
    assert not app.exception, app.exception
    return app


def source_of(app):
    return next(box for box in app.selectbox if box.key == "source")


def test_dropping_a_file_chooses_its_source_and_leaves_no_copy(open_app, house):
    app = dropped(visit(open_app, "inge", "deliver"), "bezoek.csv", VISITS)

    assert source_of(app).value == "visits" and "horen bij deze bron" in seen(app)
    assert list((house.stores.home / "uploads").glob("*")) == []


def test_a_choice_of_ones_own_stays_and_is_told_when_the_columns_are_of_another(open_app):
    app = visit(open_app, "inge", "deliver")
    source_of(app).set_value("loans").run()
    app = dropped(app, "bezoek.csv", VISITS)

    assert source_of(app).value == "loans" and "Let op: de kolommen van dit bestand horen bij Bezoeken per" in seen(app)


def test_where_two_sources_would_take_it_a_person_says_which(open_app):
    visits = next(iter(GIVEN)).read_bytes()
    app = dropped(visit(open_app, "admin", "deliver"), "bezoek.csv", visits)

    assert source_of(app).value is None
    assert "past bij Newcastle: uitleningen en Newcastle: bezoeken. Kies welke het is." in seen(app)


def test_a_file_of_no_source_says_so(open_app):
    app = dropped(visit(open_app, "inge", "deliver"), "vreemd.csv", b"a;b\n1;2\n")

    assert source_of(app).value is None and "Geen bron kent precies deze kolommen" in seen(app)


def test_of_a_file_too_large_to_be_recognised_nothing_is_said(open_app, monkeypatch):
    monkeypatch.setattr(intake, "LARGEST_RECOGNISED", 5)
    app = dropped(visit(open_app, "inge", "deliver"), "vreemd.csv", b"a;b\n1;2\n")

    assert source_of(app).value is None and "Geen bron kent" not in seen(app)
