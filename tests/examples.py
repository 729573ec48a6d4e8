"""On how many examples a property is tried: few and the same in every round, many new ones for who searches."""

import os

from hypothesis import HealthCheck, settings

SEARCHED_MORE = 25


def tried_on(number: int) -> settings:
    """So many examples in a round; a search for new ones is worth many times as many."""
    searching = os.environ.get("HYPOTHESIS_PROFILE") == "search"
    return settings(
        max_examples=number * (SEARCHED_MORE if searching else 1),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
