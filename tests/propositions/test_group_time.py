"""Group-time effects are those that R's package did prints on its own example (tests/files/mpdta)."""

import numpy as np
import polars as pl
import pytest

from biebwijzer.propositions import group_time as gt
from biebwijzer.settings import ROOT

FILES = ROOT / "tests" / "files" / "mpdta"
PERIODS = [2003, 2004, 2005, 2006, 2007]
# Scenario in the reference -> whether those who did not start yet are held against too.
SCENARIOS = {"mpdta_nev_dr": False, "mpdta_nyt_dr": True}
PRINTED = 1e-12


@pytest.fixture(scope="module")
def counties() -> tuple[np.ndarray, np.ndarray]:
    rows = pl.read_csv(FILES / "mpdta.csv").sort("countyreal", "year")
    wide = rows.pivot("year", index=["countyreal", "first.treat"], values="lemp", maintain_order=True)
    starts = wide["first.treat"].to_numpy().astype(float)
    return wide.select(str(year) for year in PERIODS).to_numpy(), np.where(starts == 0, gt.NEVER, starts)


@pytest.fixture(params=sorted(SCENARIOS))
def scenario(request) -> str:
    return request.param


@pytest.fixture
def found(counties, scenario) -> gt.GroupTime:
    return gt.group_time(*counties, PERIODS, not_yet=SCENARIOS[scenario])


def printed(name: str, scenario: str, kind: str | None = None) -> pl.DataFrame:
    rows = pl.read_csv(FILES / name, null_values="NA", schema_overrides={"egt": pl.Float64} if kind else None)
    return rows.filter(pl.col("scenario") == scenario, pl.lit(kind is None) if kind is None else pl.col("type") == kind)


def test_every_effect_and_error_of_a_group_in_a_period_is_printed(found, scenario):
    rows = printed("ref_attgt.csv", scenario)

    assert rows.height == 12
    assert found.group.tolist() == rows["group"].to_list() and found.time.tolist() == rows["t"].to_list()
    assert found.effect == pytest.approx(rows["att"].to_numpy(), abs=PRINTED)
    assert found.errors == pytest.approx(rows["se"].to_numpy(), abs=PRINTED)


def test_the_one_number_is_printed(found, scenario):
    row = printed("ref_aggte.csv", scenario, "simple").row(0, named=True)

    assert gt.simple(found) == pytest.approx((row["overall_att"], row["overall_se"]), abs=PRINTED)


@pytest.mark.parametrize(
    ("kind", "summed"), [("dynamic", gt.dynamic), ("group", gt.by_group), ("calendar", gt.calendar)]
)
def test_every_summary_is_printed(found, scenario, kind, summed):
    rows, made = printed("ref_aggte.csv", scenario, kind), summed(found)

    assert made.along.tolist() == rows["egt"].to_list()
    assert made.effect == pytest.approx(rows["att_egt"].to_numpy(), abs=PRINTED)
    assert made.errors == pytest.approx(rows["se_egt"].to_numpy(), abs=PRINTED)
    assert made.overall == pytest.approx(rows["overall_att"][0], abs=PRINTED)
    assert made.overall_error == pytest.approx(rows["overall_se"][0], abs=PRINTED)


def test_the_test_of_the_periods_before_is_printed(found, scenario):
    row = printed("ref_pretest.csv", scenario).row(0, named=True)

    statistic, chance = gt.moved_alike_before(found)

    assert statistic == pytest.approx(row["W"], abs=1e-9)
    assert round(chance, 5) == row["Wpval"]


@pytest.mark.parametrize(("value", "degrees", "chance"), [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (11.0705, 5, 0.05)])
def test_the_chance_beyond_a_chi_squared_number_is_that_of_the_tables(value, degrees, chance):
    assert gt.beyond_chi2(value, degrees) == pytest.approx(chance, abs=1e-6)
