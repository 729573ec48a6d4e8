"""Notes on a line chart: a closure or a gap is said at its place, and no two notes lie on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from biebwijzer.look.lettering import width_of
from biebwijzer.look.scales import month_number
from biebwijzer.look.theme import AXIS_INK, AXIS_LINE, NOTE_SIZE, SHADE, Spec

ROW = 18


@dataclass(frozen=True)
class Note:
    """Something that happened in a month, or lasted from one month up to and including another."""

    label: str
    since: date
    until: date | None = None


def inside(notes: Sequence[Note], first: date, last: date) -> list[Note]:
    """The notes that touch this period, cut off at its ends, in order of time."""
    cut = [
        Note(note.label, max(note.since, first), min(note.until, last) if note.until else None)
        for note in notes
        if note.since <= last and (note.until or note.since) >= first
    ]
    return sorted(cut, key=lambda note: note.since)


def rows_of(notes: Sequence[Note], first: date, last: date, plot_width: float) -> list[int]:
    """The row each note's label stands in: below every earlier label that its rule would run through."""
    per_month = plot_width / max(month_number(last) - month_number(first), 1)
    rows: list[int] = []
    ends: list[float] = []
    for note in notes:
        begin = (month_number(note.since) - month_number(first)) * per_month
        crossed = [row for row, end in zip(rows, ends, strict=True) if begin < end]
        rows.append(max(crossed, default=-1) + 1)
        ends.append(begin + width_of(note.label, NOTE_SIZE) + 14)
    return rows


def note_layers(notes: Sequence[Note], rows: Sequence[int], low: float, high: float, unit: float) -> list[Spec]:
    """A shade for what lasted, a rule where it began and the label beside it; `unit` is the worth of a pixel."""
    if not notes:
        return []
    data = [
        {
            "month": note.since.isoformat(),
            "until": (note.until or note.since).isoformat(),
            "label": note.label,
            "value": high - (row * ROW + 8) * unit,
            "top": high - row * ROW * unit,
            "low": low,
        }
        for note, row in zip(notes, rows, strict=True)
    ]
    top = {"field": "top", "type": "quantitative"}
    spanning = {"y": top, "y2": {"field": "low"}}
    return [
        {
            "data": {"values": data},
            "mark": {"type": "rect", "color": SHADE, "aria": False},
            "encoding": {"x2": {"field": "until"}, **spanning},
        },
        {
            "data": {"values": data},
            "mark": {"type": "rule", "color": AXIS_LINE, "strokeWidth": 1, "aria": False},
            "encoding": spanning,
        },
        {
            "data": {"values": data},
            "mark": {"type": "text", "align": "left", "dx": 5, "color": AXIS_INK},
            "encoding": {
                "text": {"field": "label", "type": "nominal"},
                "description": {"field": "label", "type": "nominal"},
            },
        },
    ]
