"""Verkennen on the delivered members of Newcastle: counted a second time in plain Python, and hidden where few."""

from collections import Counter

import pytest

from biebwijzer import explore
from biebwijzer.explore.measures import Choice
from tests.delivered import REFERENCE_DATE, members


@pytest.fixture
def origin(newcastle_home):
    return newcastle_home


def test_members_per_year_of_joining_are_those_of_the_file_and_few_are_hidden(workspace):
    noor, karim = workspace("noor"), workspace("karim")
    measure = explore.measures()["members"]
    choice = Choice(measure, REFERENCE_DATE, REFERENCE_DATE, "joined_year")
    true = Counter(str(joined.year) if joined else "unknown" for _, joined, _ in members())

    assert explore.moments(noor)["members"] == [REFERENCE_DATE]
    assert dict(explore.explored(noor, choice).rows.select("part", "members").iter_rows()) == dict(true)
    seen = dict(explore.explored(karim, choice).rows.select("part", "members").iter_rows())
    assert all(number is None or number == true[year] for year, number in seen.items())
    assert {year for year, number in true.items() if number < 5} <= {year for year, one in seen.items() if one is None}
    by_branch = Choice(measure, REFERENCE_DATE, REFERENCE_DATE, "branch", "last_use", kept="4")
    answer = explore.explored(noor, by_branch)
    kept = answer.rows.filter(answer.rows["is_kept"])
    assert noor.rows_behind(answer).rows.height == kept["members"].sum() > 0
