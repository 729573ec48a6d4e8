"""Yearly returns: what libraries state of a year is added up, and what one did not state is no zero."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from biebwijzer import intake, usage
from biebwijzer.access import refreshed
from biebwijzer.look import drawn, ready, table_rows
from biebwijzer.problems import NotAllowed
from biebwijzer.usage.returns import together
from tests.engines import put_rows

pytestmark = pytest.mark.slow

LOANS = ("book_loans", "audiobook_loans", "ebook_loans", "eaudio_loans")
PARTS = [f"{what} {who}" for what in ("Gebruikers", "Boeken") for who in ("volwassenen", "jeugd", "totaal")]
HEAD = ";".join(["Jaar", *PARTS, "E-books"])
# Library, year, users, loans by format: Utrecht doesn't know its users of 2025 and has no audiobooks on line.
STATED = [
    ("utrecht", 2024, 9_000, (100, 20, 5, None)),
    ("utrecht", 2025, None, (90, 10, 0, None)),
    ("amersfoort", 2025, 7_003, (40, None, None, None)),
]


def row_of(library, year, users, loans):
    """A row of the delivery, with why what lacks does so."""
    numbers = {"active_users": users, **dict(zip(LOANS, loans, strict=True))}
    missing = {f"{name}_missing": "unknown" for name, number in numbers.items() if number is None}
    return ("usage.yearly_return", {"library_id": library, "since": date(year, 1, 1), **numbers, **missing})


@pytest.fixture
def origin(template_home) -> Path:
    """The home of Utrecht and Amersfoort: it takes two libraries to add up."""
    return template_home


@pytest.fixture
def stated(stores):
    put_rows(stores, [row_of(*one) for one in STATED])


def test_users_are_told_per_library_and_added_up_and_who_has_no_number_says_why(workspace, stated):
    rows = workspace("kb_reader").ask("usage/active_users").rows
    noor = workspace("noor").ask("usage/active_users").rows

    # Who reads from outside gets numbers rounded to five.
    told = rows.select(pl.col("since").dt.year(), "library", "active_users", "active_users_missing").rows()
    assert sorted(told, key=str) == [
        (2024, "Bibliotheek Utrecht", 9_000, None), (2024, "all", 9_000, None),
        (2025, "Bibliotheek Amersfoort", 7_005, None), (2025, "Bibliotheek Utrecht", None, "unknown"),
        (2025, "all", 7_005, None),
    ]  # fmt: skip
    assert noor.filter(since=date(2025, 1, 1))["active_users"].to_list() == [None, None]
    assert noor.filter(since=date(2025, 1, 1))["active_users_missing"].to_list() == ["unknown"] * 2


def test_loans_of_a_year_are_the_sum_of_what_was_stated_with_how_much_lacks(workspace, stated):
    answer = workspace("kb_reader").ask("usage/stated_loans")

    by_hand = sum(number or 0 for _, year, _, loans in STATED for number in loans if year == 2025)
    last = answer.rows.row(-1, named=True)
    assert last["loans"] == by_hand == 140
    assert [last[name] for name in LOANS] == [130, 10, 0, None]
    assert (last["libraries"], last["incomplete"]) == (2, 2)
    behind = workspace("kb_reader").rows_behind(answer).rows
    assert behind.select(pl.sum_horizontal(LOANS)).to_series().sum() == answer.rows["loans"].sum() == 265


def test_who_may_not_see_persons_gets_no_users_of_single_libraries_as_rows(workspace, stated):
    with pytest.raises(NotAllowed):
        workspace("kb_reader").ask("usage/active_user_rows")
    noor = workspace("noor")
    behind = noor.rows_behind(noor.ask("usage/active_users")).rows
    assert behind["active_users"].to_list() == [9_000, None]


@pytest.mark.parametrize("person", ["noor", "kb_reader"])
@pytest.mark.parametrize("exhibit", [usage.ACTIVE_USERS, usage.STATED_LOANS], ids=lambda one: one.name)
def test_what_was_stated_is_drawn_and_tabled_for_every_reader(workspace, stated, exhibit, person):
    reader = workspace(person)
    answer = ready(exhibit, reader.ask(exhibit.question), reader.words)

    spec, (heads, rows) = drawn(exhibit, answer, reader.words), table_rows(exhibit, answer, reader.words)

    assert spec["layer"] and len(rows) == answer.rows.height and len(heads) == len(exhibit.table)
    assert all(say(answer, reader.words) for say in (exhibit.title, exhibit.subtitle, exhibit.alternative))


def test_the_title_tells_the_last_year_with_a_number_and_the_line_below_of_how_many(workspace, stated):
    said = {
        person: (
            usage.ACTIVE_USERS.title(answer, words := workspace(person).words),
            usage.ACTIVE_USERS.subtitle(answer, words),
        )
        for person in ("noor", "kb_reader")
        for answer in [workspace(person).ask("usage/active_users")]
    }
    loans = workspace("noor").ask("usage/stated_loans")

    assert said["noor"][0] == "In 2024 waren er 9.000 actieve gebruikers"
    assert said["kb_reader"][0] == "In 2025 waren er 7.005 actieve gebruikers"
    assert "bibliotheken" not in said["noor"][1] and said["kb_reader"][1].endswith("1 van 2 bibliotheken met een getal")
    assert usage.STATED_LOANS.title(loans, workspace("noor").words).startswith("In 2025 waren er 100 uitleningen")
    assert usage.STATED_LOANS.subtitle(loans, workspace("noor").words).endswith("bij 1 opgave ontbreekt een soort")


def test_a_year_nobody_stated_stands_between_the_others_without_a_number(workspace, stores):
    put_rows(stores, [row_of("utrecht", year, 1_000, (1, 1, 1, 1)) for year in (2021, 2024)])
    noor = workspace("noor")

    years = together(noor.ask("usage/active_users"))

    assert years.select("year", "active_users", "active_users_missing").rows() == [
        (2021, 1_000, None), (2022, None, "not_delivered"), (2023, None, "not_delivered"), (2024, 1_000, None),
    ]  # fmt: skip


@pytest.mark.alike
def test_who_counts_no_months_sees_what_was_stated_of_whole_years(open_app, stated):
    page = open_app("noor").switch_page("board/key_figures.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and len(page.get("vega_lite_chart")) == 2
    assert "Er zijn nog geen bezoeken of uitleningen geladen." in shown
    assert "In 2024 waren er 9.000 actieve gebruikers" in shown


def test_a_return_with_parts_or_a_total_is_delivered_and_asked(workspace, stores, tmp_path):
    path = tmp_path / "opgave.csv"
    lines = [
        HEAD,
        "2023;1.000;500;1.600;;;2.000;x",
        "2024;1.000;;1.600;1.900;200;;30",
        "2025;;;;;;;",
    ]
    path.write_text("\n".join(lines), encoding="cp1252")

    outcome = intake.deliver(workspace("inge"), "yearly_returns", path, "utrecht")

    assert (outcome.status, outcome.accepted, outcome.refused) == ("active", 3, 0)
    at_work = refreshed(workspace("noor"))
    users = at_work.ask("usage/active_users").rows.filter(library="all").sort("since")
    assert users["active_users"].to_list() == [1_500, 1_600, None]
    assert at_work.ask("usage/stated_loans").rows["loans"].to_list() == [2_000, 2_130, None]
    rows = at_work.ask("usage/stated_loan_rows").rows
    assert rows["ebook_loans_missing"].to_list() == ["suppressed", None, "empty"]
    assert rows["eaudio_loans_missing"].to_list() == ["not_delivered"] * 3


def test_two_returns_of_one_year_are_not_both_taken(workspace, stores, tmp_path):
    put_rows(stores, [row_of(*STATED[0])])
    path = tmp_path / "opgave.csv"
    path.write_text(f"{HEAD}\n2024;;;5;;;;\n", encoding="cp1252")

    outcome = intake.deliver(workspace("inge"), "yearly_returns", path, "utrecht")

    assert (outcome.status, outcome.accepted) != ("active", 1)
    assert workspace("noor").ask("usage/active_users").rows.filter(library="all")["active_users"].to_list() == [9_000]
