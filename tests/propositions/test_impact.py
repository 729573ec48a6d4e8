"""The effect of a staggered start: against published identities, worlds whose truth is known, and plain regression."""

import numpy as np
import pytest

from biebwijzer.propositions import impact, margins
from biebwijzer.propositions.group_time import dynamic, group_time
from biebwijzer.propositions.impact import NEVER, Panel

pytestmark = pytest.mark.slow

SEED = 7


def world(seed, number=9, begun=3, months=24, effect=0.0):
    """Libraries whose months are noise that lasts (0.1, half of it stays), with a true effect in log visits."""
    rng = np.random.default_rng(seed)
    fresh = rng.normal(0, 0.1, (number, months))
    noise = fresh.copy()
    for month in range(1, months):
        noise[:, month] = 0.5 * noise[:, month - 1] + np.sqrt(0.75) * fresh[:, month]
    starts = np.full(number, NEVER)
    starts[:begun] = np.resize([10, 12, 14], begun)
    since = np.arange(months)[None, :] - starts[:, None]
    truth = np.where(since >= 0, effect, 0.0)
    outcome = rng.normal(0, 0.3, number)[:, None] + rng.normal(0, 0.1, months)[None, :] + truth
    return Panel(outcome + noise, starts), truth


def noiseless(grows):
    """Fifteen that begin in three waves, three that never do, and no noise."""
    rng = np.random.default_rng(SEED)
    starts = np.array([4.0, 10.0, 16.0] * 5 + [NEVER] * 3)
    since = np.arange(24)[None, :] - starts[:, None]
    truth = np.where(since >= 0, grows * np.maximum(since + 1, 0), 0.0)
    return Panel(rng.normal(size=18)[:, None] + rng.normal(size=24)[None, :] + truth, starts), truth


def plain_regression(panel: Panel) -> float:
    """A dummy for having it, beside dummies for every library and month: the road not taken."""
    number, months = panel.outcome.shape
    library, month = np.repeat(np.arange(number), months), np.tile(np.arange(months), number)
    dummies = [library[:, None] == np.arange(number), month[:, None] == np.arange(1, months)]
    design = np.column_stack([panel.begun.ravel(), *dummies]).astype(float)
    return float(np.linalg.lstsq(design, panel.outcome.ravel(), rcond=None)[0][0])


def test_an_effect_that_grows_is_found_where_the_usual_regression_finds_a_fraction():
    panel, truth = noiseless(grows=0.01)
    true_mean = truth[panel.begun].mean()

    assert impact.estimate(panel) == pytest.approx(true_mean, abs=1e-6)
    assert plain_regression(panel) < true_mean / 2


def test_it_is_the_plain_difference_of_differences_when_all_begin_at_once():
    panel, _ = world(SEED, effect=0.1)
    together = Panel(panel.outcome, np.where(np.isfinite(panel.starts), 12.0, NEVER))
    change = together.outcome[:, 12:].mean(axis=1) - together.outcome[:, :12].mean(axis=1)

    assert impact.estimate(together) == pytest.approx(change[:3].mean() - change[3:].mean(), abs=1e-8)


def test_with_gaps_it_is_least_squares_on_the_months_without_and_nothing_else():
    panel, _ = world(SEED, effect=0.1)
    rng = np.random.default_rng(SEED)
    gappy = Panel(np.where(rng.random(panel.outcome.shape) < 0.2, np.nan, panel.outcome), panel.starts, runs_in=2)
    number, months = gappy.outcome.shape
    library, month = np.repeat(np.arange(number), months), np.tile(np.arange(months), number)
    design = np.column_stack([library[:, None] == np.arange(number), month[:, None] == np.arange(1, months)]).astype(
        float
    )
    learned = (gappy.known & ~gappy.begun).ravel()
    told = np.linalg.lstsq(design[learned], gappy.outcome.ravel()[learned], rcond=None)[0]
    above = (gappy.outcome.ravel() - design @ told).reshape(number, months)
    expected = np.nanmean(np.where(gappy.known & gappy.begun, above, np.nan))

    assert impact.estimate(gappy) == pytest.approx(expected, abs=1e-7)


def test_the_margin_is_every_effect_that_the_permutation_test_does_not_refuse():
    panel, _ = world(SEED, effect=0.1)
    outcome, effect = impact.as_if(panel, 400, SEED)
    low, high = impact.interval(outcome, effect)
    asked = np.linspace(low - 0.2, high + 0.2, 4001)

    chances = np.array([np.mean(np.abs(outcome - one * effect) >= abs(outcome[0] - one) - 1e-12) for one in asked])

    kept = asked[chances > impact.RISK]
    step = asked[1] - asked[0]
    assert (low, high) == (pytest.approx(kept.min(), abs=2 * step), pytest.approx(kept.max(), abs=2 * step))


@pytest.mark.parametrize(("number", "begun"), [(9, 3), (16, 8)])
def test_both_margins_hold_the_truth_about_as_often_as_they_say(number, begun):
    held = {"permutation": 0, "jackknife": 0}
    rounds = 60
    for seed in range(rounds):
        panel, _ = world(seed, number, begun, effect=0.1)
        low, high = impact.interval(*impact.as_if(panel, 300, SEED))
        held["permutation"] += low <= 0.1 <= high
        low, high = margins.jackknife(panel)
        held["jackknife"] += low <= 0.1 <= high

    # 95% of 60 is 57; fewer than 51 would happen once in two hundred times.
    assert min(held.values()) >= 51, held


def test_the_margin_of_one_library_holds_its_truth_at_least_as_often_as_it_says():
    held, asked = 0, 0
    for seed in range(40):
        panel, truth = world(seed, 9, 3, effect=0.1)
        own, errors = margins.own_margins(panel, SEED)
        reach = margins.student(0.975, 8) * errors
        held += int((np.abs(own[:3] - truth[:3, -1]) <= reach[:3]).sum())
        asked += 3

    assert held / asked >= 0.93


def test_of_few_ways_to_share_out_the_starts_no_margin_comes():
    panel, _ = world(SEED, number=9, begun=1, effect=5.0)

    assert impact.arrangements(panel.starts) == 9 < impact.LEAST_ARRANGEMENTS
    assert impact.arrangements(np.array([3.0, 4.0, NEVER, NEVER])) == 12
    assert impact.interval(np.array([5.0, 0.1, -0.1]), np.array([1.0, 0.0, 0.0])) == (-np.inf, np.inf)


def test_a_library_without_months_before_its_start_says_nothing():
    panel, _ = world(SEED, effect=0.1)
    late = Panel(panel.outcome, np.where(np.arange(9) == 0, 0.0, panel.starts))

    own = impact.own_estimates(late)

    assert np.isnan(own[0]) and not np.isnan(own[1:3]).any() and np.isnan(own[3:]).all()


def test_an_imagined_start_before_the_real_one_sees_who_already_grew():
    panel, _ = world(SEED, number=16, begun=8)
    growing = Panel(panel.outcome + np.where(panel.starts < 99, 0.08, 0.0)[:, None] * np.arange(24), panel.starts)

    quiet, loud = (impact.as_if(impact.as_if_earlier(one, 6), 400, SEED)[0] for one in (panel, growing))

    assert impact.chance_of(loud) < 0.02 < 0.1 < impact.chance_of(quiet)


def test_the_road_around_the_start_is_that_of_group_time_effects():
    panel, truth = noiseless(grows=0.01)

    road = impact.since_start(panel, panel.starts, 6)
    by_group = dynamic(group_time(panel.outcome, panel.starts, range(24), not_yet=True))

    assert road[:6] == pytest.approx(np.zeros(6), abs=1e-9)
    assert road[6:] == pytest.approx(0.01 * np.arange(1, 8), abs=1e-9)
    assert road[6:] == pytest.approx(by_group.effect[np.isin(by_group.along, np.arange(7))], abs=1e-9)
    assert truth.max() > 0


@pytest.mark.parametrize(
    ("chance", "degrees", "point"), [(0.975, 4, 2.776), (0.975, 8, 2.306), (0.975, 30, 2.042), (0.8, 8, 0.889)]
)
def test_students_points_are_those_of_the_tables(chance, degrees, point):
    assert margins.student(chance, degrees) == pytest.approx(point, abs=0.006)
