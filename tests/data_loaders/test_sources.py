"""Sources as text: every one that is shipped can be carried out, and a typing error is named."""

from datetime import date

import pytest

from biebwijzer.intake import headings, months, source, sources
from biebwijzer.intake.sources import read_source
from biebwijzer.problems import BiebwijzerError, ContractBroken

TEXT = source("visits").text


def test_every_shipped_source_says_what_it_delivers_and_how():
    found = sources()

    assert {one.source_id for one in found} >= {"visits", "loans", "members", "survey", "newcastle_visits"}
    assert all(one.title["nl"] and one.title["en"] and one.contract and one.replaces is not None for one in found)


@pytest.mark.parametrize(
    ("was", "becomes", "named"),
    [
        ("refresh =", "refreshed =", "'refreshed'"),
        ("separator =", "seperator =", "'seperator'"),
        ('by = "name"', 'bij = "name"', "'bij'"),
        ("usage.visit_count", "usage.visit_cuont", "usage.visit_cuont"),
        ('visits = "Bezoeken"', 'visitors = "Bezoeken"', "visitors"),
        ('kind = "events"', 'kind = "event"', "'event'"),
        ('"suppressed"', '"hidden"', "'hidden'"),
        ('branch_id = { from = "Vestiging", by = "name" }', "", "branch_id"),
        ("count_methods", "count_method", "'count_method'"),
        ("[columns]", "[columns", "TOML"),
    ],
)
def test_a_typing_error_in_a_source_is_named(was, becomes, named):
    assert was in TEXT

    with pytest.raises(ContractBroken) as error:
        read_source("visits", TEXT.replace(was, becomes))

    assert named in str(error.value)


def test_a_source_that_is_not_there_is_said_with_those_that_are():
    with pytest.raises(BiebwijzerError, match=r"Kies uit: .*visits"):
        source("../visits")


@pytest.mark.parametrize(
    ("heading", "month"),
    [
        ("2008-04", date(2008, 4, 1)),
        ("2023-1", date(2023, 1, 1)),
        ("2023-12", date(2023, 12, 1)),
        ("2023-13", None),
        ("Total", None),
        ("2023", None),
        ("12023-1", None),
    ],
)
def test_a_heading_is_a_month_only_as_the_source_says(heading, month):
    assert months.month_of(heading, ["%Y-%m", "%Y-%-m"]) == month


def test_a_wide_file_with_another_column_is_refused_by_its_name():
    wanted = source("newcastle_visits")

    with pytest.raises(BiebwijzerError, match="zijn geen maand en staan niet in de bron: Total"):
        headings.check_headings(wanted, ["Library", "2008-04", "Total"])
    with pytest.raises(BiebwijzerError, match="dezelfde maand"):
        headings.check_headings(wanted, ["Library", "2023-01", "2023-1"])


def test_a_total_that_is_read_past_is_held_against_its_rows():
    totals = {one.source_id: one for one in sources() if one.totals}

    # Of the quarters of an hour of a door nobody prints a total; its millions of rows are read once.
    assert {*totals} - {name for name, one in totals.items() if one.checks} == {"door_counts"}
    assert all(check.total == one.totals for one in totals.values() for check in one.checks)
