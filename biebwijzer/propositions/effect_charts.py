"""Drawings of an effect: every library with its margin, the road around the start, and one library's own course."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from biebwijzer.look import Drawing, Estimate, Note, Spec, dots, line_with_gaps, theme
from biebwijzer.look.scales import value_scale
from biebwijzer.propositions.effect_telling import JUDGED, amount, margin, place_told, place_verdict
from biebwijzer.propositions.effects import Effect, effect_of
from biebwijzer.propositions.outcomes import PER, Measure, matters_of, measure_of
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words

OWN_SCHEMA = {
    "library": pl.String,
    "is_together": pl.Boolean,
    "started": pl.Date,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "margin": pl.String,
    "verdict": pl.String,
    "judged": pl.String,
    "said": pl.String,
    "before": pl.Int64,
    "after": pl.Int64,
    "least_seen": pl.Float64,
}
ROAD_SCHEMA = {"since_start": pl.Int64, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64}


def own_rows(answer: Answer, words: Words) -> pl.DataFrame:
    """All libraries together, and each on its own: the effect with its margin, or why it has none."""
    found, measure, matters = effect_of(answer), measure_of(answer), matters_of(answer)
    rows = [together(found, measure, words)] if found.value is not None else []
    for one in sorted(found.places, key=lambda one: (one.started is None, one.started or date.max, one.library)):
        verdict = place_verdict(one, matters)
        told = place_told(one, measure, matters, words)
        rows.append(
            {
                "library": one.library,
                "is_together": False,
                "started": one.started,
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "margin": margin(one.low, one.high, measure, words),
                "verdict": verdict,
                "judged": told if one.value is None else words(JUDGED[verdict]),
                "said": told,
                "before": one.before,
                "after": one.after,
            }
        )
    return pl.DataFrame(rows, schema=OWN_SCHEMA)


def together(found: Effect, measure: Measure, words: Words) -> Spec:
    """The row of all libraries together."""
    ends = margin(found.low, found.high, measure, words)
    judged = words(JUDGED[found.verdict])
    value = amount(found.value or 0.0, measure, words)
    return {
        "library": words("Alle samen"),
        "is_together": True,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "margin": ends,
        "verdict": found.verdict,
        "judged": judged,
        "said": words("{value} ({margin}) · {judged}", value=value, margin=ends, judged=judged),
        "least_seen": found.least_seen,
    }


def own(answer: Answer, words: Words) -> Drawing:
    """A dot with its margin per library, held against nothing at all."""
    rows = answer.rows.to_dicts()
    ends = [row[end] for row in rows for end in ("low", "high")]
    scale = value_scale(ends, measure_of(answer).kind)
    told = [Estimate(row["library"], row["value"], row["low"], row["high"], row["said"]) for row in rows]
    return dots(told, scale.ticks, line=0.0, number_format=scale.format)


def road_rows(answer: Answer, words: Words) -> pl.DataFrame:
    """The effect per month since the start, and how far chance alone goes."""
    return pl.DataFrame(effect_of(answer).road, schema=ROAD_SCHEMA, orient="row")


def road(answer: Answer, words: Words) -> Drawing:
    """A line over months since the start, in the band of chance; the start is a rule."""
    rows = answer.rows.to_dicts()
    values = [row[name] for row in rows for name in ("value", "low", "high")]
    scale = value_scale(values, measure_of(answer).kind)
    data = [{**row, "said": _month_said(row, measure_of(answer), words)} for row in rows]
    band = [row for row in data if row["low"] is not None]
    return {
        "layer": [
            _area(band),
            *(_edge(band, end) for end in ("low", "high")),
            _rule({"value": 0}, {"x": None}),
            _rule({"since_start": -0.5}, {"y": None}),
            _start_label(scale.high, words),
            *_line(data),
        ],
        "encoding": {
            "x": {
                "field": "since_start",
                "type": "quantitative",
                "title": None,
                "axis": {"values": [-12, -6, 0, 6, 12], "format": "d"},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": None,
                "scale": {"domain": [scale.low, scale.high], "nice": False},
                "axis": {"values": list(scale.ticks), "format": scale.format},
            },
        },
    }


def _month_said(row: Spec, measure: Measure, words: Words) -> str:
    months = words.plural("{n} maand na de start", "{n} maanden na de start", row["since_start"])
    return words("{months}: {value}", months=months, value=amount(row["value"], measure, words))


def _area(band: Sequence[Spec]) -> Spec:
    mark = {"type": "area", "color": theme.EXPECTED, "opacity": 1, "aria": False}
    encoding = {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}
    return {"data": {"values": list(band)}, "mark": mark, "encoding": encoding}


def _edge(band: Sequence[Spec], end: str) -> Spec:
    mark = {"type": "line", "color": theme.EXPECTED_EDGE, "strokeWidth": 1, "aria": False}
    return {
        "data": {"values": list(band)},
        "mark": mark,
        "encoding": {"y": {"field": end, "type": "quantitative"}},
    }


def _rule(at: Spec, across: Spec) -> Spec:
    mark = {"type": "rule", "color": theme.AXIS_LINE, "strokeWidth": 1, "aria": False}
    return {"data": {"values": [at]}, "mark": mark, "encoding": across}


def _start_label(high: float, words: Words) -> Spec:
    at = {"since_start": -0.5, "value": high, "text": words("start")}
    mark = {"type": "text", "align": "right", "dx": -5, "dy": 8, "fontSize": theme.NOTE_SIZE, "aria": False}
    return {"data": {"values": [at]}, "mark": mark, "encoding": {"text": {"field": "text", "type": "nominal"}}}


def _line(data: Sequence[Spec]) -> list[Spec]:
    line = {"type": "line", "color": theme.FOCUS, "strokeWidth": theme.LINE_WIDTH, "aria": False}
    points = {"type": "point", "filled": True, "size": 50, "opacity": 1, "color": theme.FOCUS}
    said = {name: {"field": "said", "type": "nominal"} for name in ("tooltip", "description")}
    return [
        {"data": {"values": list(data)}, "mark": line},
        {"data": {"values": list(data)}, "mark": points, "encoding": said},
    ]


def course_rows(answer: Answer, words: Words) -> pl.DataFrame:
    """The months as asked, with how many it is per 1,000 residents."""
    rate = pl.when(pl.col("residents") > 0).then(PER * pl.col("number") / pl.col("residents"))
    # Whole numbers would be drawn as counts; per 1,000 they never are.
    return answer.rows.with_columns(rate.cast(pl.Float64).alias("rate"))


def course(answer: Answer, words: Words) -> Drawing:
    """One library's own line, with its start."""
    rows = answer.rows
    started = rows["started"][0]
    notes = [Note(words("start"), started)] if started is not None else []
    return line_with_gaps(
        rows,
        words,
        month="month",
        value="rate",
        label=str(rows["library"][0]).removeprefix("Bibliotheek "),
        notes=notes,
        below=answer.thresholds.hidden_below(answer.audience),
    )
