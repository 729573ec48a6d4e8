"""Drawings of the groups: their shares now and then, the six largest by month, and who went where."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import polars as pl

from biebwijzer.look import Band, Block, Drawing, Note, bars, flows, line_with_gaps
from biebwijzer.look.values import why_missing
from biebwijzer.rates import wilson
from biebwijzer.segments.charts import below
from biebwijzer.segments.findings import NAMELESS, GroupShare, focus_of, shares_at, shares_in
from biebwijzer.segments.groups import ALL, OUTSIDE, group_name, group_short, groups
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words

# More lines or blocks than this can't be told apart.
MOST = 6
OTHERS = "others"


def share_columns(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with each group's name, rule, share and margin, and its share on the earlier date."""
    rows = answer.rows
    wholes = {code: (now, before) for code, now, before in rows.select("segment", "persons", "before").rows()}
    whole, whole_before = wholes.get(ALL, (None, None))
    rates = [wilson(persons, whole) for persons in rows["persons"]]
    earlier = [wilson(before, whole_before) for before in rows["before"]]
    is_part = [code != ALL for code in rows["segment"]]
    hidden = rows["persons_missing"].to_list() if "persons_missing" in rows.columns else [None] * rows.height
    return rows.with_columns(
        pl.Series("group_name", [group_name(code, words) for code in rows["segment"]], pl.String),
        pl.Series("rule", [groups()[code].told(words) if code in groups() else "" for code in rows["segment"]]),
        pl.Series("share", [rate.share if rate else None for rate in rates], pl.Float64),
        pl.Series(
            "share_missing", [why if rate is None else None for why, rate in zip(hidden, rates, strict=True)], pl.String
        ),
        pl.Series(
            "margin",
            [
                words("{low} tot {high}", low=words.percent(rate.low), high=words.percent(rate.high))
                if rate and part
                else None
                for rate, part in zip(rates, is_part, strict=True)
            ],
            pl.String,
        ),
        pl.Series("share_before", [rate.share if rate else None for rate in earlier], pl.Float64),
    )


def shares(answer: Answer, words: Words) -> Drawing:
    """A bar per group with a tick for the earlier date; the one the page is about in the accent."""
    parts = answer.rows.filter(answer.rows["segment"] != ALL)
    focus = focus_of(shares_in(answer.rows))
    return bars(
        parts,
        words,
        name="group_name",
        value="share",
        kind="percent",
        before="share_before",
        highlight=group_name(focus, words) if focus else None,
        below=below(answer),
    )


def month_columns(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with each group's name and its share of all persons of that month."""
    rows = answer.rows
    wholes = dict(rows.filter(rows["segment"] == ALL).select("month", "persons").iter_rows())
    rates = [wilson(persons, wholes.get(month)) for month, persons in rows.select("month", "persons").iter_rows()]
    names = {code: (group_name(code, words), group_short(code, words)) for code in groups()}
    names[ALL] = (group_name(ALL, words), group_name(ALL, words))
    return rows.with_columns(
        pl.Series("group_name", [names[code][0] for code in rows["segment"]], pl.String),
        pl.Series("short_name", [names[code][1] for code in rows["segment"]], pl.String),
        pl.Series("share", [rate.share if rate else None for rate in rates], pl.Float64),
    )


def last_month(answer: Answer) -> date | None:
    """The last month that has a number."""
    known = answer.rows.filter((answer.rows["segment"] == ALL) & answer.rows["persons"].is_not_null())
    found = known["month"].max()
    return found if isinstance(found, date) else None


def year_earlier(month: date) -> date:
    """The same month a year earlier."""
    return month.replace(year=month.year - 1)


def month_shares(answer: Answer) -> list[GroupShare]:
    """The groups in the last month, beside the year before."""
    last = last_month(answer)
    return shares_at(answer, last, year_earlier(last)) if last else []


def largest(shares: Sequence[GroupShare], focus: str | None, most: int = MOST) -> list[str]:
    """The codes of the largest groups, the one in focus always among them."""
    known = sorted((one for one in shares if one.persons), key=lambda one: (one.code == NAMELESS, -(one.persons or 0)))
    found = [one.code for one in known][:most]
    return found if focus is None or focus in found else [*found[: most - 1], focus]


def trend(answer: Answer, words: Words) -> Drawing:
    """A line for each of the six largest groups; a month nobody delivered is a gap that says so."""
    found = month_shares(answer)
    focus = focus_of(found)
    shown = answer.rows.filter(answer.rows["segment"].is_in(largest(found, focus)))
    parts = answer.rows.filter(answer.rows["segment"] != ALL)
    return line_with_gaps(
        # With every number hidden there are months without lines.
        next(rows for rows in (shown, parts, answer.rows) if not rows.is_empty()),
        words,
        month="month",
        value="share",
        kind="percent",
        series="short_name",
        focus=group_short(focus, words) if focus else None,
        notes=gap_notes(answer, words),
    )


def gap_notes(answer: Answer, words: Words) -> list[Note]:
    """A note at each run of months without a number, and where not every library is in the numbers."""
    totals = answer.rows.filter(answer.rows["segment"] == ALL).sort("month")
    states = [
        (
            month,
            words("geen heel jaar geleverd") if persons is None else "" if whole else words("niet alle bibliotheken"),
        )
        for month, persons, whole in totals.select("month", "persons", "is_complete").iter_rows()
    ]
    notes: list[Note] = []
    for place, (month, state) in enumerate(states):
        if not state:
            continue
        if notes and place and states[place - 1][1] == state:
            notes[-1] = Note(state, notes[-1].since, month)
        else:
            notes.append(Note(state, month, month))
    return notes


def movement_columns(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with the names of both groups."""
    names = {code: group_name(code, words) for code in (*groups(), *OUTSIDE, ALL)}
    return answer.rows.with_columns(
        pl.Series("from_name", [names[code] for code in answer.rows["from_segment"]], pl.String),
        pl.Series("to_name", [names[code] for code in answer.rows["to_segment"]], pl.String),
    )


def moved_shares(answer: Answer) -> list[GroupShare]:
    """The groups at both ends of the year, from the totals of the movement."""
    steps = answer.rows.select("from_segment", "to_segment", "persons").rows()
    before = {one: persons for one, other, persons in steps if other == ALL and one != "not_yet"}
    now = {other: persons for one, other, persons in steps if one == ALL and other != "gone"}
    # A sum over a hidden number is no sum: then there is no share.
    whole, whole_before = (None if None in side.values() else sum(side.values()) for side in (now, before))
    codes = [code for code in groups() if code in now or code in before]
    return [GroupShare(code, now.get(code, 0), whole, before.get(code, 0), whole_before) for code in codes]


def movement(answer: Answer, words: Words) -> Drawing:
    """Who stood where a year ago and where they stand now; the group in focus in the accent."""
    found = moved_shares(answer)
    focus = focus_of(found)
    shown = [code for code in groups() if code in largest(found, focus)]
    steps = answer.rows.select("from_segment", "to_segment", "persons").rows()
    totals = {(one, other): persons for one, other, persons in steps if ALL in (one, other)}

    def place(code: str) -> str:
        return code if code in shown or code in OUTSIDE else OTHERS

    sizes: dict[tuple[str, str], int] = defaultdict(int)
    for one, other, persons in steps:
        if ALL not in (one, other) and persons:
            sizes[place(one), place(other)] += persons
    names = {code: group_short(code, words) for code in (*groups(), *OUTSIDE)}
    bands = [
        Band(one, other, size, f"{names[one]} → {names[other]}: {words.number(size)}", focus in (one, other))
        for (one, other), size in sizes.items()
    ]

    def side(at: int, last: str) -> list[Block]:
        blocks = []
        for code in (*shown, OTHERS, last):
            drawn = sum(size for pair, size in sizes.items() if pair[at] == code)
            total = drawn if code == OTHERS else totals.get((ALL, code) if at else (code, ALL), 0)
            told = why_missing("hidden", words, below(answer)) if total is None else words.number(total)
            if drawn or total or code == focus:
                blocks.append(Block(code, f"{names[code]} {told}", max(drawn, total or 0), code == focus))
        return blocks

    return flows(side(0, "not_yet"), side(1, "gone"), bands)
