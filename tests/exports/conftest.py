"""One exhibit as a library has it: a year of visits with two months that were not delivered and one hidden."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from biebwijzer.look import Exhibit, Shown, SourceNote, line_with_gaps
from biebwijzer.warehouse import Answer
from biebwijzer.warehouse.queries import parse
from biebwijzer.words import Words

QUESTION = """\
-- purpose: { nl = "Unieke bezoekers per maand", en = "Unique visitors per month" }
-- formula: count(distinct visitor_key)
-- grain: one row per month
-- counts: visitors
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 3
select 1
"""
MONTHS = [date(2024 + (number + 2) // 12, (number + 2) % 12 + 1, 1) for number in range(13)]
VISITORS = [4100, 4300, 4500, 4000, None, None, 3900, 4600, None, 5100, 5000, 5200, 5400]
REASONS = [None] * 4 + ["not_delivered"] * 2 + [None] * 2 + ["hidden"] + [None] * 4
ROWS = pl.DataFrame(
    {
        "month": MONTHS,
        "visitors": VISITORS,
        "visitors_missing": REASONS,
        "before": [3900, 4000, 4100, 4200, 3800, 3000, 3300, 3900, 4000, 4300, 4400, 4500, 4700],
        "share": [0.2134, 0.22, 0.221, 0.219, None, None, 0.218, 0.224, None, 0.23, 0.2305, 0.241, 0.25],
        "busiest": [date(2025, 3, 8)] * 13,
        "remark": ['=HYPERLINK("http://x")', "+1", "-dicht", "@noor", *["gewoon"] * 9],
    }
)


def draw(answer, words):
    return line_with_gaps(
        answer.rows,
        words,
        month="month",
        value="visitors",
        before="before",
        label=words("dit jaar"),
        below=answer.thresholds.hidden_below(answer.audience),
    )


@pytest.fixture
def exhibit():
    return Exhibit(
        name="usage/visitors",
        question="usage/visitors",
        draw=draw,
        title=lambda answer, words: "Bezoek groeide van 4.100 naar 5.400 mensen, ook in Woerden & Lopik",
        subtitle=lambda answer, words: "unieke bezoekers per maand · alle vestigingen · stippellijn = een jaar eerder",
        alternative=lambda answer, words: "De lijn stijgt van 4.100 in maart 2024 naar 5.400 in maart 2025.",
        table=(
            Shown("month", "Maand", "month"),
            Shown("visitors", "Bezoekers", "number"),
            Shown("share", "Aandeel", "percent"),
            Shown("busiest", "Drukste dag", "date"),
            Shown("remark", "Opmerking", "text"),
        ),
    )


@pytest.fixture
def answer():
    return Answer(
        query=parse("usage/visitors", QUESTION),
        rows=ROWS,
        values={"since": date(2024, 3, 1)},
        audience="buiten",
        libraries=("library:utrecht",),
        version=12,
        hidden=1,
    )


@pytest.fixture
def note():
    return SourceNote(
        text="Bron: bezoek t/m mrt 2025",
        deliveries=(("bezoekersteller-2025-03.csv", "compleet"), ("bezoekersteller-2025-02.csv", "11 van 12 dagen")),
        filters=(("Vestigingen", "alle 6"), ("Periode", "mrt 2024 tot en met mrt 2025")),
        made_at=datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
    )


@pytest.fixture
def words():
    return Words("nl")
