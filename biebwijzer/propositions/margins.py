"""How sure we are of an effect: leaving out a library at a time, and how far one library strays by chance alone."""

from math import inf

import numpy as np

from biebwijzer.propositions.impact import Flags, Numbers, Panel, above, estimate, imputed, own_estimates, pieces

DRAWS = 400
# Noise that never ends would leave no margin at all.
MOST_ALIKE = 0.97


def jackknife(panel: Panel) -> tuple[float, float]:
    """A second opinion: the interval from leaving out each library once, with Student's t."""
    number = len(panel.starts)
    without = [estimate(panel.of(np.arange(number) != left_out)) for left_out in range(number)]
    told = np.array([one for one in without if not np.isnan(one)])
    if len(told) < 3:
        return -inf, inf
    error = np.sqrt((len(told) - 1) / len(told) * ((told - told.mean()) ** 2).sum())
    reach = student(0.975, len(told) - 1) * float(error)
    middle = estimate(panel)
    return middle - reach, middle + reach


def own_margins(panel: Panel, seed: int) -> tuple[Numbers, Numbers]:
    """The effect per library, and how far such an estimate strays by chance (one standard error).

    What is left over says how large the noise is and how much a month is like the one before it; the same fit on
    made-up noise of that kind says how far estimates stray. Somewhat wide rather than narrow.
    """
    own = own_estimates(panel)
    left = without_effects(above(panel), own, panel.begun)
    alike = likeness(left, panel.begun)
    strays, kept = [], []
    rng = np.random.default_rng(seed)
    for draws in pieces(noise(rng, DRAWS, left.shape, alike)):
        known, begun = (np.broadcast_to(one, draws.shape) for one in (panel.known, panel.begun))
        found = imputed(draws, known, begun)
        each = own_of_draws(found, panel.begun)
        strays.append(each)
        kept.append(found - np.where(panel.begun, np.nan_to_num(each)[:, :, None], 0.0))
    scale = np.sqrt(np.nanmean(left**2) / np.nanmean(np.concatenate(kept) ** 2))
    return own, scale * np.concatenate(strays).std(axis=0)


def without_effects(found: Numbers, own: Numbers, begun: Flags) -> Numbers:
    """What is left over when every library's own effect is taken out."""
    return found - np.where(begun, np.nan_to_num(own)[:, None], 0.0)


def likeness(left: Numbers, begun: Flags) -> float:
    """How much a month is like the one before it; raised a little, as short series look less alike than they are."""
    before, after = left[:, :-1], left[:, 1:]
    both = ~np.isnan(before) & ~np.isnan(after) & (begun[:, 1:] == begun[:, :-1])
    size = np.sqrt((before[both] ** 2).sum() * (after[both] ** 2).sum())
    seen = float((before[both] * after[both]).sum() / size) if size > 0 else 0.0
    length = max(left.shape[1] / 2, 4.0)
    return float(np.clip((seen + 1 / length) / (1 - 3 / length), 0.0, MOST_ALIKE))


def noise(rng: np.random.Generator, number: int, shape: tuple[int, ...], alike: float) -> Numbers:
    """Made-up months of which each is so much like the one before it, of size 1."""
    fresh = rng.normal(size=(number, *shape))
    made = fresh.copy()
    for month in range(1, shape[1]):
        made[:, :, month] = alike * made[:, :, month - 1] + np.sqrt(1 - alike**2) * fresh[:, :, month]
    return made


def own_of_draws(found: Numbers, begun: Flags) -> Numbers:
    """Per draw the average of every library after its start; nan for whoever has no such month."""
    counted = begun & ~np.isnan(found)
    number = counted.sum(axis=2)
    return np.where(counted, found, 0.0).sum(axis=2) / np.where(number > 0, number, np.nan)


def student(chance: float, degrees: int) -> float:
    """The point of Student's t below which lies this chance (0.975 or 0.8), by Fisher's expansion."""
    z = {0.975: 1.959963984540054, 0.8: 0.8416212335729143}[chance]
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / degrees**power for power, term in enumerate(terms, start=1))


def least_seen(half: float, libraries: int) -> float:
    """The smallest effect one would see four times out of five, of half the width of a 95% margin."""
    degrees = max(libraries - 1, 2)
    return half * (1 + student(0.8, degrees) / student(0.975, degrees))
