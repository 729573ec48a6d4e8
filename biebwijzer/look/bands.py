"""What was expected, or may be, as a band behind a line: its ends are drawn, so that it is seen on any screen."""

from datetime import date

import polars as pl

from biebwijzer.look import theme
from biebwijzer.look.theme import Spec


def band_layers(rows: pl.DataFrame, month: str, low: str, high: str) -> tuple[list[Spec], list[float]]:
    """The band over the months that have both ends, and the values the axis must hold; a gap stays a gap."""
    known = rows.select(month, low, high).drop_nulls().sort(month)
    data = [
        {"month": day.isoformat(), "value": bottom, "top": top, "run": run} for run, day, bottom, top in _in_runs(known)
    ]
    if not data:
        return [], []
    reach = [float(end) for _, _, bottom, top in _in_runs(known) for end in (bottom, top)]
    encoding = {"y2": {"field": "top"}, "detail": {"field": "run", "type": "nominal"}}
    area = {
        "data": {"values": data},
        "mark": {"type": "area", "color": theme.EXPECTED, "opacity": 1, "aria": False},
        "encoding": encoding,
    }
    edges = [
        {
            "data": {"values": [{**row, "value": row[end]} for row in data]},
            "mark": {"type": "line", "color": theme.EXPECTED_EDGE, "strokeWidth": 1, "aria": False},
            "encoding": {"detail": {"field": "run", "type": "nominal"}},
        }
        for end in ("value", "top")
    ]
    return [area, *edges], reach


def _in_runs(known: pl.DataFrame) -> list[tuple[int, date, float, float]]:
    """Each month with the number of the unbroken run it is part of."""
    found: list[tuple[int, date, float, float]] = []
    run = 0
    for day, bottom, top in known.iter_rows():
        if found and (day.year - found[-1][1].year) * 12 + day.month - found[-1][1].month > 1:
            run += 1
        found.append((run, day, bottom, top))
    return found
