"""A share and how sure we are of it; the difference between two shares, likewise."""

from dataclasses import dataclass
from math import sqrt

# The two-sided 95% point of the normal distribution.
Z = 1.959963984540054
# Of fewer than this a share says more about chance than about the library.
LEAST = 30


@dataclass(frozen=True)
class Rate:
    """A share with the two ends of its 95% margin."""

    share: float
    low: float
    high: float


def wilson(part: int | None, whole: int | None) -> Rate | None:
    """The share with Wilson's margin, which stays between 0 and 1 and holds for small numbers too.

    None when either number is hidden or there is nobody to take a share of; also when rounding left
    more in the part than in the whole, as then no share is true.
    """
    if part is None or not whole or part > whole:
        return None
    share = part / whole
    middle = share + Z**2 / (2 * whole)
    reach = Z * sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2))
    below = 1 + Z**2 / whole
    # Rounding errors may not put a share outside its own margin.
    return Rate(share, min(share, max(0.0, (middle - reach) / below)), max(share, min(1.0, (middle + reach) / below)))


def newcombe(part: int, whole: int, other_part: int, other_whole: int) -> Rate | None:
    """The difference between two shares with Newcombe's margin, made of the Wilson margins of both."""
    one, other = wilson(part, whole), wilson(other_part, other_whole)
    if one is None or other is None:
        return None
    difference = one.share - other.share
    low = difference - sqrt((one.share - one.low) ** 2 + (other.high - other.share) ** 2)
    high = difference + sqrt((one.high - one.share) ** 2 + (other.share - other.low) ** 2)
    return Rate(difference, low, high)


@dataclass(frozen=True)
class Mean:
    """An average with the two ends of its 95% margin."""

    value: float
    low: float
    high: float


def mean_margin(mean: float | None, spread: float | None, answers: int | None) -> Mean | None:
    """An average of at least 30 answers with its margin, mean ± 1.96 s/√n (central limit theorem)."""
    if mean is None or spread is None or not answers or answers < LEAST:
        return None
    reach = Z * spread / sqrt(answers)
    return Mean(mean, mean - reach, mean + reach)


def nps_margin(nps: float | None, spread: float | None, answers: int | None) -> Mean | None:
    """A Net Promoter Score with the adjusted Wald margin.

    B. Rocks (2016), Interval Estimation for the Net Promoter Score, The American Statistician 70(4): three answers
    are added, three quarters of one to the promoters and as much to the detractors. `spread` is that of answers
    worth 100, 0 and −100, so that promoters and detractors follow from it.
    """
    if nps is None or spread is None or not answers or answers < LEAST:
        return None
    net, both = nps / 100, (spread / 100) ** 2 + (nps / 100) ** 2
    more = answers + 3
    promoters = ((both + net) / 2 * answers + 0.75) / more
    detractors = ((both - net) / 2 * answers + 0.75) / more
    adjusted = promoters - detractors
    reach = Z * sqrt((promoters + detractors - adjusted**2) / more)
    return Mean(nps, 100 * max(-1.0, adjusted - reach), 100 * min(1.0, adjusted + reach))
