"""A hidden number stays hidden beside a total: whoever subtracts finds nothing."""

from itertools import product

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.warehouse.suppressing import hidden_with, lines_of, parts_of

GROUPS = ("reader", "family", "pupil", "none")


def hidden(rows: list[tuple], columns: list[str], header: str, below: int = 5) -> set[tuple]:
    frame = pl.DataFrame(rows, schema=[*columns, "persons"], orient="row")
    small = (frame["persons"] > 0) & (frame["persons"] < below)
    return {
        row[:-1] for row, gone in zip(rows, hidden_with(frame, "persons", small, parts_of(header)), strict=True) if gone
    }


def test_a_lone_hidden_part_takes_the_smallest_other_with_it_and_never_the_total():
    rows = [("reader", 40), ("family", 12), ("pupil", 3), ("none", 0), ("all", 55)]

    assert hidden(rows, ["segment"], "segment") == {("pupil",), ("family",)}


def test_two_hidden_parts_need_no_third():
    rows = [("reader", 40), ("family", 4), ("pupil", 3), ("all", 47)]

    assert hidden(rows, ["segment"], "segment") == {("pupil",), ("family",)}


def test_months_are_totals_of_their_own():
    rows = [("jan", "reader", 40), ("jan", "pupil", 3), ("jan", "all", 43), ("feb", "reader", 41), ("feb", "all", 41)]

    assert hidden(rows, ["month", "segment"], "segment per month") == {("jan", "pupil"), ("jan", "reader")}


def test_without_a_total_in_its_header_only_small_numbers_go():
    assert hidden([("reader", 40), ("pupil", 3)], ["segment"], "") == {("pupil",)}


@given(st.lists(st.integers(0, 12), min_size=16, max_size=16))
def test_no_line_of_a_table_is_left_with_one_hidden_number_that_its_total_tells(numbers):
    table = dict(zip(product(GROUPS, GROUPS), numbers, strict=True))
    down = [("all", to, sum(table[one, to] for one in GROUPS)) for to in GROUPS]
    across = [(one, "all", sum(table[one, to] for to in GROUPS)) for one in GROUPS]
    rows = [(*place, number) for place, number in table.items()] + down + across
    columns, header = ["from_segment", "to_segment"], "from_segment, to_segment without none"

    gone = hidden(rows, columns, header)

    assert {row[:2] for row in rows if 0 < row[2] < 5} <= gone
    for line in lines_of([row[:2] for row in rows], parts_of(header)):
        counted = [rows[number] for number in line if rows[number][2]]
        assert sum(row[:2] in gone for row in counted) != 1 or len(counted) == 1
