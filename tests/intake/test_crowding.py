"""Crowding: a key that stands there twice is found whatever else is, and whatever the columns are called."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake import crowding
from biebwijzer.intake.contract import Column, Contract
from biebwijzer.intake.crowding import where_crowded
from biebwijzer.warehouse.loading import Workbench
from tests.examples import tried_on

pytestmark = [pytest.mark.slow, pytest.mark.alike]

KEYS = st.tuples(
    st.sampled_from(["a", "b", None]),
    st.sampled_from(["1011-12-31 23:00", "1969-12-31 23:00", "2026-01-01 00:00", "2026-01-01 00:05", "2026-01-01 00:07",
                     "2026-01-03 15:00", "2026-01-01 00:00:01", "2026-01-01 01:00", "9999-12-31 23:45"]),
)  # fmt: skip


@tried_on(60)
@given(
    rows=st.lists(KEYS, max_size=9),
    kind=st.sampled_from(["date", "timestamp"]),
    enough=st.sampled_from([1, 99]),
    few=st.sampled_from([0, 99]),
)
def test_a_key_that_stands_there_twice_is_always_among_the_crowded_rows(tmp_path_factory, rows, kind, enough, few):
    key = Column("held", pl.Date if kind == "date" else pl.Datetime("us"))
    contract = Contract("x", (Column("door", pl.String), key))
    bench = Workbench("100MB", 1, tmp_path_factory.getbasetemp() / "crowding")
    try:
        doors, moments = [door for door, _ in rows], [moment for _, moment in rows]
        bench.add_table("given", {"door": ("varchar", doors), "held": (kind, moments)})
        # However few moments tell the distance: those after them may come closer together.
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(crowding, "ENOUGH", enough)
            patched.setattr(crowding, "FEW", few)
            found = where_crowded(bench, contract, ("door", "held"), "given")

        twice = "select door, held from {} group by all having count(*) > 1 order by all"
        expected = bench.rows(twice.format("given"))
        assert expected == (bench.rows(twice.format(found)) if found else [])
        assert enough == 1 or (found is None) is (not expected) or "00:07" in str(moments) or "00:01" in str(moments)
    finally:
        bench.close()


def test_a_column_may_be_called_a_number(tmp_path):
    contract = Contract("x", (Column("number", pl.String), Column("held", pl.Date)))
    bench = Workbench("100MB", 1, tmp_path / "scratch")
    rows = {"number": ("varchar", ["7", "7", "8"]), "held": ("date", ["2026-01-01"] * 3)}
    bench.add_table("given", rows)

    found = where_crowded(bench, contract, ("number", "held"), "given")

    assert sorted(row["number"] for row in bench.rows(f"select number from {found}")) == ["7", "7"]
    bench.close()
