"""Lines over months: what wasn't measured is a gap, and every line is named where it ends."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from biebwijzer.look import theme
from biebwijzer.look.bands import band_layers
from biebwijzer.look.lettering import width_of
from biebwijzer.look.notes import ROW, Note, inside, note_layers, rows_of
from biebwijzer.look.scales import ValueScale, month_ticks, spread, value_scale
from biebwijzer.look.theme import Spec
from biebwijzer.look.tracks import Part, Track, gap_notes, months_of, one_track, several_tracks
from biebwijzer.look.values import Kind, decimals_of, written
from biebwijzer.words import Words

# The x axis with its labels and the paddings: the rest of the height is the plot.
AXIS_ROOM = 36
LABEL_ROOM = 16

STYLES: Mapping[Part, Spec] = {
    "focus": {"color": theme.FOCUS, "strokeWidth": theme.LINE_WIDTH},
    "context": {"color": theme.CONTEXT_LINE, "strokeWidth": theme.CONTEXT_WIDTH},
    "before": {
        "color": theme.AXIS_INK,
        "strokeWidth": theme.CONTEXT_WIDTH,
        "strokeDash": list(theme.DASH),
        "strokeCap": "butt",
    },
}


def line_with_gaps(
    rows: pl.DataFrame,
    words: Words,
    *,
    month: str,
    value: str,
    kind: Kind = "number",
    label: str = "",
    before: str | None = None,
    before_label: str | None = None,
    series: str | None = None,
    focus: str | None = None,
    notes: Sequence[Note] = (),
    band: tuple[str, str] | None = None,
    below: int = 0,
    height: int = theme.HEIGHT,
) -> Spec:
    """A monthly line: alone with last year beside it (`before`), or one of several (`series`, `focus`).

    A month whose value is null, or that has no row, breaks the line; its `<value>_missing` says why on the
    chart. `below` is what a hidden number is smaller than for this audience. `band` names the columns of the lower
    and upper end of what was expected.
    """
    months = months_of(rows[month])
    if series is not None:
        tracks = several_tracks(rows, month, value, series, focus, months)
    else:
        tracks = [one_track(rows, month, value, months, label, "focus")]
        notes = [*notes, *gap_notes(rows, words, month, value, tracks[0], notes, below)]
    if before is not None:
        tracks.insert(0, one_track(rows, month, before, months, before_label or words("vorig jaar"), "before"))
    behind, reach = band_layers(rows, month, *band) if band else ([], [])
    drawing = _drawn(tracks, months, inside(notes, months[0], months[-1]), kind, words, height, reach)
    return {**drawing, "layer": [*behind, *drawing["layer"]]}


def _drawn(
    tracks: list[Track],
    months: list[date],
    notes: list[Note],
    kind: Kind,
    words: Words,
    height: int,
    reach: Sequence[float] = (),
) -> Spec:
    values = [*reach, *(value for track in tracks for value in track.values.values())]
    scale, decimals = value_scale(values, kind), decimals_of(values)
    ends = [(track, *last) for track in tracks if (last := track.last())]
    texts = [
        _end_text(track.name, day, months[-1], written(value, kind, words, decimals), words)
        for track, day, value in ends
    ]
    rows = rows_of(notes, months[0], months[-1], _narrowest_plot(texts, written(scale.high, kind, words)))
    plot = height - AXIS_ROOM
    # Notes stand above the highest tick, so the axis goes on above it.
    head = (max(rows) + 1) * ROW + 4 if rows else 0
    high = scale.low + (scale.high - scale.low) * plot / (plot - head)
    pixel = (high - scale.low) / plot
    places = spread([value for _, _, value in ends], LABEL_ROOM * pixel, scale.low, scale.high)
    return {
        "layer": [
            *note_layers(notes, rows, scale.low, high, pixel),
            *(_line(track) for track in tracks),
            _points(tracks, scale.format),
            _end_labels([track for track, _, _ in ends], texts, places, months[-1]),
        ],
        "encoding": {"x": _month_axis(months), "y": _value_axis(scale, high)},
    }


def _narrowest_plot(end_texts: Sequence[str], tick_text: str) -> float:
    """How wide the plot is on a phone: what fits there fits everywhere."""
    beside = max((width_of(text, theme.NOTE_SIZE) for text in end_texts), default=0)
    return max(theme.PHONE - 36 - beside - width_of(tick_text, theme.AXIS_SIZE), 80)


def _line(track: Track) -> Spec:
    data = [{"month": day.isoformat(), "value": value} for day, value in track.values.items()]
    mark = {"type": "line", "invalid": "break-paths-show-path-domains", "aria": False, "tooltip": None}
    return {"data": {"values": data}, "mark": {**mark, **STYLES[track.part]}}


def _points(tracks: list[Track], number_format: str) -> Spec:
    """Unseen points to hover over and to read aloud; seen where a month stands alone or the focus ends."""
    # Written by the browser: 150 numbers through Babel took longer than all the rest of the drawing.
    named = "(datum.name ? datum.name + ', ' : '')"
    said = f"{named} + utcFormat(toDate(datum.month), '%b %Y') + ': ' + format(datum.value, '{number_format}')"
    return {
        "data": {"values": [point for track in tracks for point in _points_of(track)]},
        "transform": [{"calculate": said, "as": "said"}],
        "mark": {"type": "point", "filled": True, "size": 60},
        "encoding": {
            "color": {"field": "ink", "type": "nominal", "scale": None},
            "opacity": {"field": "seen", "type": "quantitative", "scale": None},
            "tooltip": {"field": "said", "type": "nominal"},
            "description": {"field": "said", "type": "nominal"},
        },
    }


def _points_of(track: Track) -> list[Spec]:
    ink, last = STYLES[track.part]["color"], track.last()
    end = last[0] if last and track.part == "focus" else None
    days, values = list(track.values), [None, *track.values.values(), None]
    return [
        {
            "month": day.isoformat(),
            "value": value,
            "name": track.name,
            "ink": ink,
            "seen": int(day == end or values[place] is values[place + 2] is None),
        }
        for place, day in enumerate(days)
        if (value := values[place + 1]) is not None
    ]


def _end_labels(tracks: Sequence[Track], texts: Sequence[str], places: Sequence[float], end: date) -> Spec:
    data = [
        {"month": end.isoformat(), "value": place, "text": text, "ink": _label_ink(track)}
        for track, text, place in zip(tracks, texts, places, strict=True)
    ]
    return {
        "data": {"values": data},
        "mark": {"type": "text", "align": "left", "dx": 9, "aria": False},
        "encoding": {
            "text": {"field": "text", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


def _label_ink(track: Track) -> str:
    return theme.FOCUS if track.part == "focus" else theme.AXIS_INK


def _end_text(name: str, day: date, end: date, value: str, words: Words) -> str:
    """The name with the last value, and its month when that isn't the month where the chart ends."""
    text = f"{name} {value}".strip()
    return text if day == end else f"{text} ({words.month(day)})"


def _month_axis(months: list[date]) -> Spec:
    ticks = [
        {"year": day.year, "month": day.month, "date": 1, "utc": True} for day in month_ticks(months[0], months[-1])
    ]
    return {
        "field": "month",
        "type": "temporal",
        "title": None,
        # A date without a time is midnight in London to JavaScript: a library on Bonaire would see the month before.
        "scale": {"type": "utc"},
        "axis": {"values": ticks, "format": "%b %Y", "labelOverlap": True, "labelSeparation": 4},
    }


def _value_axis(scale: ValueScale, high: float) -> Spec:
    return {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [scale.low, high], "nice": False, "zero": False},
        "axis": {"values": list(scale.ticks), "format": scale.format},
    }
