"""The exhibits of a proposition: drawn for every reader, and a claim only where the margin bears it."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from biebwijzer import propositions
from biebwijzer.look import drawn, ready, table_rows
from biebwijzer.propositions import performance, place_charts
from biebwijzer.propositions.exhibits import actual_title, biggest_loss
from biebwijzer.words import Words
from tests.propositions.test_figures import PERIOD

NL = Words("nl")


@pytest.mark.parametrize("person", ["noor", "karim", "poi_adviser", "kb_reader"])
@pytest.mark.parametrize(
    "exhibit", [one for one in propositions.EXHIBITS if "/effect_" not in one.name], ids=lambda one: one.name
)
def test_every_exhibit_is_drawn_and_tabled_for_every_reader(workspace, exhibit, person):
    reader = workspace(person)
    asked = {} if exhibit.name == "propositions/portfolio" else PERIOD
    answer = ready(exhibit, reader.ask(exhibit.question, **asked), reader.words)

    spec, (heads, rows) = drawn(exhibit, answer, reader.words), table_rows(exhibit, answer, reader.words)

    assert spec["layer"] and len(rows) == answer.rows.height and len(heads) == len(exhibit.table)
    assert all(say(answer, reader.words) for say in (exhibit.title, exhibit.subtitle, exhibit.alternative))


def test_a_branch_is_named_only_when_its_whole_margin_lies_above_all_together(workspace):
    noor = workspace("noor")

    branches = place_charts.branches(noor.ask("propositions/no_show", **PERIOD))

    worse = {one.name: one.is_worse for one in branches}
    together = place_charts.library_share(noor.ask("propositions/no_show", **PERIOD))
    assert worse == {"West": True, "Neude": False}
    assert all(one.is_worse == (one.rate.low > together.share) for one in branches)
    title = propositions.NO_SHOW.title(noor.ask("propositions/no_show", **PERIOD), NL)
    assert title == "Bij West blijven meer plekken leeg dan elders"


def test_of_too_few_there_is_no_share(workspace):
    month = {**PERIOD, "since": date(2025, 11, 1), "until": date(2025, 11, 1), "branch_id": "west"}

    branches = place_charts.branches(workspace("noor").ask("propositions/no_show", **month))

    assert branches[0].whole and branches[0].whole < 30 and branches[0].rate is None
    assert performance.shared("no_show", 3, 20).is_too_small
    assert performance.shared("no_show", None, 20).value is None


@pytest.mark.parametrize(
    ("persons", "said"),
    [
        ([100, 100, 100], "In mrt 2026 kwamen er zoveel mensen als verwacht"),
        ([80, 70, 100], "Na 2 stille maanden kwamen er in mrt 2026 zoveel mensen als verwacht"),
        ([100, 100, 120], "In mrt 2026 kwamen meer mensen dan verwacht"),
        ([100, 100, 80], "In mrt 2026 kwamen minder mensen dan verwacht"),
        ([100, 100, None], "In feb 2026 kwamen er zoveel mensen als verwacht"),
    ],
)
def test_the_title_follows_from_the_band(workspace, persons, said):
    answer = workspace("noor").ask("propositions/actual", **PERIOD)
    rows = pl.DataFrame(
        {
            "month": [date(2026, month, 1) for month in (1, 2, 3)],
            "persons": persons,
            "expected_low": [90] * 3,
            "expected_high": [110] * 3,
        },
        schema_overrides={"persons": pl.Int64},
    )

    assert actual_title(with_rows(answer, rows), NL) == said


def test_without_an_expectation_the_title_asks(workspace):
    assert actual_title(workspace("noor").ask("propositions/actual", **PERIOD), NL).endswith("?")


def test_the_funnel_names_the_step_where_most_stop_unless_one_is_hidden(workspace):
    answer = workspace("noor").ask("propositions/funnel", **PERIOD)
    shares = {
        row["step"]: row["persons"] / row["out_of"]
        for row in answer.rows.iter_rows(named=True)
        if row["step"] in ("reserved", "checked_in", "returned")
    }

    assert biggest_loss(answer) == min(shares, key=shares.get)
    hidden = answer.rows.with_columns(pl.when(pl.col("step") != "reserved").then(pl.col("persons")).alias("persons"))
    assert biggest_loss(with_rows(answer, hidden)) is None


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.386, "bijna 4 op de 10"), (0.4, "4 op de 10"), (0.41, "ruim 4 op de 10"), (0.02, "bijna 1 op de 10")],
)
def test_a_share_is_said_in_tenths(share, said):
    assert performance.tenths(share, NL) == said


def test_the_sentence_holds_the_month_the_target_and_what_stays_empty():
    found = {
        "persons": performance.counted("persons", 1264, 916),
        "repeat_60d": performance.shared("repeat_60d", 738, 1913),
        "new_audience": performance.shared("new_audience", 685, 1264),
        "no_show": performance.shared("no_show", 207, 1000),
    }
    aims = {"persons": performance.Target("persons", "at_least", 1200, date(2026, 12, 31), date(2025, 8, 14))}

    assert performance.sentence(found, aims, "Bieb Werkt", date(2026, 10, 1), NL) == (
        "In okt 2026 hadden **1.264 mensen** een moment bij Bieb Werkt: **105% van het doel**. "
        "Bijna 4 op de 10 komen binnen 60 dagen terug. Let op: 1 op de 5 reserveringen wordt niet gebruikt."
    )


def with_rows(answer, rows):
    return replace(answer, rows=rows)
