"""Shares and differences of shares: the published margins, and what always holds."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.rates import newcombe, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17: table I, method 3 (score, without continuity correction).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_margins(part, whole, low, high):
    rate = wilson(part, whole)

    assert rate is not None and isclose(rate.low, low, abs_tol=5e-5) and isclose(rate.high, high, abs_tol=5e-5)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17: table II, method 10, and a campaign with a hold-out of 21,306.
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 10), 0.6075, 1.0),
        ((3894, 21307, 2262, 21306), 0.0700, 0.0832),
    ],
)
def test_newcombe_gives_the_published_margins(counts, low, high):
    rate = newcombe(*counts)

    assert rate is not None and isclose(rate.low, low, abs_tol=5e-5) and isclose(rate.high, high, abs_tol=5e-5)


def test_there_is_no_share_of_nobody_nor_of_what_is_hidden():
    assert [wilson(None, 10), wilson(3, None), wilson(0, 0), wilson(5, 3)] == [None] * 4
    assert newcombe(1, 0, 1, 2) is None


@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 5000))
def test_a_difference_turned_around_has_its_margin_turned_around(whole, part, other_whole, other_part):
    part, other_part = min(part, whole), min(other_part, other_whole)

    one, other = newcombe(part, whole, other_part, other_whole), newcombe(other_part, other_whole, part, whole)

    assert one is not None and other is not None and one.low <= one.share <= one.high
    assert isclose(one.low, -other.high, abs_tol=1e-12) and isclose(one.share, -other.share, abs_tol=1e-12)
