"""Asking: fails closed, protects small numbers, and never mixes up who asked."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.problems import ContractBroken, NotAllowed, UnknownQuery
from biebwijzer.warehouse import Thresholds, View
from biebwijzer.warehouse.asking import protect, refuse_fine_tables
from biebwijzer.warehouse.marts import in_order
from biebwijzer.warehouse.queries import parse

QUERY = """-- purpose: { nl = "Leden", en = "Members" }
-- grain: one row
-- params: since (date), branch_id (text, optional, narrows)
-- counts: members
-- split: year
-- unit: persons
-- owner: coordinator
-- version: 2
select 1 as members
"""
OWN = View(libraries=("utrecht",), may_see_people=True, audience="eigen")
LIBRARY = View(libraries=("utrecht",), may_see_people=False, audience="bibliotheek")
OUTSIDE = View(libraries=("utrecht",), may_see_people=False, audience="buiten")


def test_a_header_is_read_as_part_of_the_program():
    query = parse("segments/members", QUERY)

    assert query.purpose["en"] == "Members"
    assert [(p.name, p.kind, p.optional, p.narrows) for p in query.params] == [
        ("since", "date", False, False),
        ("branch_id", "text", True, True),
    ]
    assert query.counts == ("members",) and query.version == 2


def test_a_header_that_lacks_something_is_named():
    with pytest.raises(ContractBroken, match="owner"):
        parse("segments/members", QUERY.replace("-- owner: coordinator\n", ""))


def test_those_who_see_rows_see_true_counts():
    rows = pl.DataFrame({"year": [2020, 2021], "members": [3, 42]})

    shown, hidden = protect(rows, ("members",), OWN)

    assert shown.equals(rows) and hidden == 0


def test_inside_the_library_fewer_than_five_persons_are_hidden_and_nobody_is_not_a_small_number():
    shown, hidden = protect(pl.DataFrame({"members": [0, 1, 4, 5]}), ("members",), LIBRARY)

    assert shown["members"].to_list() == [0, None, None, 5]
    assert shown["members_missing"].to_list() == [None, "hidden", "hidden", None]
    assert hidden == 2


@given(st.lists(st.integers(0, 500), min_size=1))
def test_outside_every_shown_count_is_a_multiple_of_five_and_at_least_ten_or_none(counts):
    shown, hidden = protect(pl.DataFrame({"members": counts}), ("members",), OUTSIDE)

    for true, seen in zip(counts, shown["members"].to_list(), strict=True):
        assert (seen is None) == (0 < true < 10)
        assert seen is None or (seen % 5 == 0 and abs(seen - true) <= 2.5)
    assert hidden == sum(0 < true < 10 for true in counts)


def test_thresholds_that_were_raised_hide_more():
    strict = View(("utrecht",), False, "bibliotheek", thresholds=Thresholds(library=20))

    assert protect(pl.DataFrame({"members": [19]}), ("members",), strict)[1] == 1


def test_outside_a_one_way_table_may_not_be_narrowed_into_a_two_way_one():
    query = parse("segments/members", QUERY)

    refuse_fine_tables(query, {"branch_id": None})
    with pytest.raises(NotAllowed):
        refuse_fine_tables(query, {"branch_id": "city"})


def test_marts_are_made_after_those_they_read_and_a_circle_is_refused():
    assert in_order({"b": "select * from mart.a", "a": "select 1"}) == ["a", "b"]
    with pytest.raises(ContractBroken, match="kring"):
        in_order({"a": "from mart.b", "b": "from mart.a"})


def test_a_question_with_a_parameter_it_does_not_have_is_refused(house):
    with pytest.raises(UnknownQuery, match="until"):
        house.asking.ask(parse("x/y", QUERY), {"since": None, "until": None}, OWN)


@pytest.mark.parametrize("name", ["../secrets", "usage/../x", "usage/nothing", "usage"])
def test_a_question_is_found_by_its_path_and_nothing_else(workspace, name):
    with pytest.raises(UnknownQuery):
        workspace("noor").ask(name)
