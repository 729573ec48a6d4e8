"""What visitors say: every number again in plain Python, with the published margin, and never over too few."""

from datetime import date
from math import sqrt
from statistics import mean, stdev

import pytest

from biebwijzer import usage
from biebwijzer.look import Figure, drawn, ready
from biebwijzer.problems import NotAllowed
from biebwijzer.rates import mean_margin, nps_margin
from tests import surveyed

MARCH = {"since": date(2024, 3, 1), "until": date(2024, 3, 31)}
WHO = {"ja": "member", "nee": "visitor", "": "unknown"}


def given(column: str) -> dict[str, list[int]]:
    """The marks each kind of visitor gave, out of the delivered answers."""
    found: dict[str, list[int]] = {}
    for row in surveyed.answers():
        if row[column].isdigit():
            found.setdefault(WHO[row["Lid"]], []).append(int(row[column]))
    return found


def worth(recommendation: int) -> int:
    return 100 if recommendation >= 9 else -100 if recommendation <= 6 else 0


def by_who(answer):
    return {row["who"]: row for row in answer.rows.iter_rows(named=True)}


def test_reasons_are_counted_as_they_were_given(workspace):
    told = [row["Reden van bezoek"] for row in surveyed.answers() if row["Reden van bezoek"]]

    rows = workspace("noor").ask("usage/visit_reasons", **MARCH).rows

    assert dict(rows.select("visit_reason", "answers").rows()) == {one: told.count(one) for one in set(told)}
    assert rows["answers"].to_list() == sorted(rows["answers"], reverse=True)


def test_satisfaction_is_the_average_mark_with_its_margin(workspace):
    marks, noor = given("Tevredenheid"), workspace("noor")

    answer = noor.ask("usage/visitor_satisfaction", **MARCH)

    rows = by_who(answer)
    for who in ("member", "visitor"):
        assert rows[who]["answers"] == len(marks[who])
        assert rows[who]["satisfaction"] == pytest.approx(mean(marks[who]))
        margin = mean_margin(rows[who]["satisfaction"], rows[who]["spread"], rows[who]["answers"])
        reach = 1.959963984540054 * stdev(marks[who]) / sqrt(len(marks[who]))
        assert margin and margin.low == pytest.approx(mean(marks[who]) - reach)
    assert usage.SATISFACTION.title(answer, noor.words) == "Leden zijn tevredener dan bezoekers zonder lidmaatschap"


def test_the_recommendation_is_promoters_minus_detractors_with_the_adjusted_wald_margin(workspace):
    marks = given("Aanbevelen")

    rows = by_who(workspace("noor").ask("usage/recommendation", **MARCH))

    for who in ("member", "visitor"):
        n = len(marks[who])
        promoters, detractors = (sum(worth(one) == sign for one in marks[who]) for sign in (100, -100))
        assert rows[who]["nps"] == pytest.approx(100 * (promoters - detractors) / n)
        margin = nps_margin(rows[who]["nps"], rows[who]["spread"], rows[who]["answers"])
        p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
        reach = 1.959963984540054 * sqrt((p + d - (p - d) ** 2) / (n + 3))
        assert margin is not None
        assert (margin.low, margin.high) == pytest.approx((100 * (p - d - reach), 100 * (p - d + reach)))


@pytest.mark.parametrize("person", ["noor", "karim", "poi_adviser"])
@pytest.mark.parametrize(("question", "column"), [("visitor_satisfaction", "satisfaction"), ("recommendation", "nps")])
def test_over_fewer_than_thirty_answers_nothing_is_said_whoever_asks(workspace, person, question, column):
    reader = workspace(person)

    answer = reader.ask(f"usage/{question}", **MARCH)

    row = by_who(answer)["unknown"]
    assert row[column] is None and row["spread"] is None and row[f"{column}_missing"] == "too_few"
    assert Figure(answer, column, {"who": "unknown"}).said(reader.words) == "n te klein"
    exhibit = usage.SATISFACTION if column == "satisfaction" else usage.RECOMMENDATION
    said = exhibit.alternative(ready(exhibit, answer, reader.words), reader.words)
    assert "Niet ingevuld: n te klein" in said


def test_an_average_that_is_asked_over_one_branch_falls_away_with_its_answers(workspace):
    narrowed = workspace("noor").ask("usage/recommendation", **MARCH, branch_id="newcastle-gosforth")

    rows = by_who(narrowed)
    assert rows["member"]["answers"] >= 30 and rows["member"]["nps"] is not None
    assert rows["visitor"]["answers"] < 30 and rows["visitor"]["nps"] is None


def test_outside_the_library_answers_are_rounded_and_one_branch_is_not_told(workspace):
    adviser = workspace("poi_adviser")

    rows = adviser.ask("usage/visit_reasons", **MARCH).rows

    assert all(one is None or (one >= 10 and one % 5 == 0) for one in rows["answers"])
    with pytest.raises(NotAllowed):
        adviser.ask("usage/visit_reasons", **MARCH, branch_id="newcastle-city")
    with pytest.raises(NotAllowed):
        adviser.ask("usage/recommendation_rows")


def test_no_margin_is_given_where_there_is_no_number():
    assert nps_margin(None, None, 12) is None and mean_margin(8.0, 1.0, 29) is None
    certain = nps_margin(100.0, 0.0, 30)
    assert certain is not None and certain.low < 100.0


def test_the_page_says_why_they_come_and_splits_members_from_visitors(open_app):
    page = open_app("noor").switch_page("segments/why.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and "Waarom komen ze?" in shown and "De reden die bezoekers het vaakst noemen" in shown
    assert "NPS leden" in shown and "NPS bezoekers" in shown and "95%-marge" in shown
    assert len(page.get("vega_lite_chart")) == 3


def test_a_library_without_a_survey_hears_what_to_do(open_app):
    page = open_app("sven").switch_page("segments/why.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and "nog geen publieksonderzoek geladen" in shown and not page.get("vega_lite_chart")


def test_the_page_speaks_english(open_app):
    page = open_app("noor", language="en").switch_page("segments/why.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and "Why do they come?" in shown


def test_whoever_may_not_read_segments_gets_no_answer(open_app):
    page = open_app("staff").switch_page("segments/why.py").run()

    assert not page.get("vega_lite_chart")


def test_a_drawing_has_a_dot_and_a_margin_for_who_may_be_told_and_the_reason_for_who_may_not(workspace):
    noor = workspace("noor")
    answer = ready(usage.RECOMMENDATION, noor.ask("usage/recommendation", **MARCH), noor.words)

    margins, dots, names, said = (
        layer["data"]["values"] for layer in drawn(usage.RECOMMENDATION, answer, noor.words)["layer"]
    )

    assert (
        [row["name"] for row in margins] == [row["name"] for row in dots] == ["Leden", "Bezoekers zonder lidmaatschap"]
    )
    assert all(row["low"] < row["value"] < row["high"] for row in margins)
    assert [row["said"] for row in said if row["name"] == "Niet ingevuld"] == ["n te klein"] and len(names) == 3
