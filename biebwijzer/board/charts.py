"""Drawings for the board: key figures beside each other, and two measures as an index of one year."""

import polars as pl

from biebwijzer.look import Drawing, Spec, bars, theme
from biebwijzer.look.scales import spread
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

NAMES = {"visits": mark("Bezoeken"), "loans": mark("Uitleningen")}
INK = {"visits": theme.FOCUS, "loans": theme.AXIS_INK}
LABEL_ROOM = 18


def measure_names(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with each measure by the name it has on the screen."""
    names = [words(NAMES[measure]) for measure in answer.rows["measure"]]
    return answer.rows.with_columns(pl.Series("measure_name", names, pl.String))


def with_change(answer: Answer, words: Words) -> pl.DataFrame:
    """The key figures with their names and the change as a part of last year."""
    change = pl.when(pl.col("before") > 0).then((pl.col("number") - pl.col("before")) / pl.col("before"))
    return measure_names(answer, words).with_columns(change.alias("change"))


def key_figures(answer: Answer, words: Words) -> Drawing:
    """A bar per measure with a tick for the same months last year."""
    return bars(
        measure_names(answer, words),
        words,
        name="measure_name",
        value="number",
        before="before",
        highlight=words(NAMES["visits"]),
    )


def visits_beside_loans(answer: Answer, words: Words) -> Drawing:
    """Two lines over years, each 100 in the base year; a year that is not whole breaks them."""
    rows = answer.rows
    known = rows.drop_nulls("index_number")
    top = max([*known["index_number"], 100.0]) * 1.04
    return {
        "layer": [_base_line(answer), *_lines(rows), _points(rows, words), _labels(known, top, words)],
        "encoding": {"x": _years(rows), "y": _index(top)},
    }


def _lines(rows: pl.DataFrame) -> list[Spec]:
    mark_ = {"type": "line", "invalid": "break-paths-show-path-domains", "aria": False, "tooltip": None}
    return [
        {
            "data": {"values": _data(rows.filter(pl.col("measure") == measure))},
            "mark": {**mark_, "color": INK[measure], "strokeWidth": theme.LINE_WIDTH if measure == "visits" else 2},
        }
        for measure in NAMES
    ]


def _data(rows: pl.DataFrame) -> list[Spec]:
    return [{"year": year, "value": value} for year, value in rows.select("year", "index_number").iter_rows()]


def _points(rows: pl.DataFrame, words: Words) -> Spec:
    data = [
        {
            "year": year,
            "value": value,
            "ink": INK[measure],
            "said": words(
                "{measure}, {year}: {index} ({number})",
                measure=words(NAMES[measure]),
                year=year,
                index=words.number(value, 1),
                number=words.number(number),
            ),
        }
        for measure, year, value, number in rows.drop_nulls("index_number")
        .select("measure", "year", "index_number", "number")
        .iter_rows()
    ]
    return {
        "data": {"values": data},
        "mark": {"type": "point", "filled": True, "size": 42, "opacity": 1},
        "encoding": {
            "color": {"field": "ink", "type": "nominal", "scale": None},
            "tooltip": {"field": "said", "type": "nominal"},
            "description": {"field": "said", "type": "nominal"},
        },
    }


def _labels(known: pl.DataFrame, top: float, words: Words) -> Spec:
    ends = [known.filter(pl.col("measure") == measure).tail(1) for measure in NAMES]
    last = [row.row(0, named=True) for row in ends if row.height]
    pixel = top / (theme.HEIGHT - 36)
    places = spread([row["index_number"] for row in last], LABEL_ROOM * pixel, 0, top)
    data = [
        {
            "year": known["year"].max(),
            "value": place,
            "ink": INK[row["measure"]],
            "text": words(
                "{measure} {index}", measure=words(NAMES[row["measure"]]), index=words.number(row["index_number"])
            ),
        }
        for row, place in zip(last, places, strict=True)
    ]
    return {
        "data": {"values": data},
        "mark": {"type": "text", "align": "left", "dx": 9, "aria": False},
        "encoding": {
            "text": {"field": "text", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


def _base_line(answer: Answer) -> Spec:
    return {
        "data": {"values": [{"value": 100}]},
        "mark": {"type": "rule", "color": theme.AXIS_LINE, "strokeDash": list(theme.DASH), "aria": False},
        "encoding": {"x": None},
    }


def _years(rows: pl.DataFrame) -> Spec:
    # A year that is not whole has no index: at the ends of the line it would only be empty space.
    known = rows.drop_nulls("index_number")
    years = sorted((rows if known.is_empty() else known)["year"].unique())
    middle = years[len(years) // 2]
    return {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [years[0], years[-1]], "nice": False, "zero": False},
        "axis": {"values": sorted({years[0], middle, years[-1]}), "format": "d", "labelFlush": True},
    }


def _index(top: float) -> Spec:
    return {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"values": [number for number in (0, 50, 100, 150, 200) if number <= top], "format": "d"},
    }
