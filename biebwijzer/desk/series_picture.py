"""One small picture of a series: its line, the band of what is usual, and the months that stand out."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from biebwijzer.desk.markup import html
from biebwijzer.words import Words

WIDTH, HEIGHT, LEFT, BOTTOM = 340, 130, 48, 22
FOCUS, ODD, BAND, EDGE, INK = "#0A5A9C", "#B4500F", "#E6EAF0", "#858F9C", "#4A5563"


def series_picture(told: Mapping[str, Any], names: Mapping[str, str], words: Words) -> None:
    """The months around what stands out; read aloud as a sentence with the same numbers."""
    points = [{**one, "month": as_date(one["month"])} for one in told["points"]]
    branch = names.get(told["branch_id"], told["branch_id"])
    odd = [one for one in points if one["odd"] and one["number"] is not None]
    alt = words(
        "{branch} per maand, {first} tot en met {last}; wat opvalt: {odd}.",
        branch=branch,
        first=words.month(points[0]["month"]),
        last=words.month(points[-1]["month"]),
        odd=words.list([f"{words.month(one['month'])} {words.number(round(one['number']))}" for one in odd]) or "–",
    )
    data = b64encode(drawn(points, words).encode()).decode()
    html(
        '<p class="sub">{title}</p><img alt="{alt}" style="display:block;width:100%;max-width:28rem" '
        'src="data:image/svg+xml;base64,{data}">',
        title=words("{branch} per maand. Grijs is wat gewoon was, oranje valt op.", branch=branch),
        alt=alt,
        data=data,
    )


def as_date(text: object) -> date:
    """A month that went through JSON."""
    return text if isinstance(text, date) else date.fromisoformat(str(text)[:10])


def drawn(points: Sequence[Mapping[str, Any]], words: Words) -> str:
    """The picture itself."""
    top = max([one[name] for one in points for name in ("number", "high") if one[name] is not None] or [1]) or 1
    step = (WIDTH - LEFT - 10) / max(len(points) - 1, 1)

    def x(n: int) -> float:
        return LEFT + n * step

    def y(value: float) -> float:
        return 8 + (HEIGHT - BOTTOM - 8) * (1 - value / top)

    parts = [band(points, x, y), axis(points, x, y, top, words)]
    parts += [f'<path d="{line(points, x, y)}" fill="none" stroke="{FOCUS}" stroke-width="2.5"/>']
    parts += [
        f'<circle cx="{x(n):.1f}" cy="{y(one["number"]):.1f}" r="4.5" fill="{ODD}"/>'
        for n, one in enumerate(points)
        if one["odd"] and one["number"] is not None
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="13">{"".join(parts)}</svg>'
    )


def band(points: Sequence[Mapping[str, Any]], x: Any, y: Any) -> str:
    """What was usual until each month."""
    known = [(n, one) for n, one in enumerate(points) if one["low"] is not None]
    if len(known) < 2:
        return ""
    above = [f"{x(n):.1f},{y(one['high']):.1f}" for n, one in known]
    below = [f"{x(n):.1f},{y(one['low']):.1f}" for n, one in reversed(known)]
    return f'<polygon points="{" ".join([*above, *below])}" fill="{BAND}" stroke="{EDGE}" stroke-width="1"/>'


def line(points: Sequence[Mapping[str, Any]], x: Any, y: Any) -> str:
    """The line through the months; a gap stays a gap."""
    parts, pen = [], "M"
    for n, one in enumerate(points):
        if one["number"] is None:
            pen = "M"
            continue
        parts.append(f"{pen}{x(n):.1f} {y(one['number']):.1f}")
        pen = "L"
    return "".join(parts)


def axis(points: Sequence[Mapping[str, Any]], x: Any, y: Any, top: float, words: Words) -> str:
    """Zero, the highest number, and the first and last month."""
    end = f'<text x="{WIDTH - 4}" y="{HEIGHT - 5}" fill="{INK}" text-anchor="end">'
    return (
        f'<path d="M{LEFT} {y(0):.1f}H{WIDTH - 6}" stroke="#8793A1"/>'
        f'<text x="{LEFT - 6}" y="{y(0) + 4:.1f}" fill="{INK}" text-anchor="end">0</text>'
        f'<text x="{LEFT - 6}" y="{y(top) + 8:.1f}" fill="{INK}" text-anchor="end">{words.number(round(top))}</text>'
        f'<text x="{x(0):.1f}" y="{HEIGHT - 5}" fill="{INK}">{words.month(points[0]["month"])}</text>'
        f"{end}{words.month(points[-1]['month'])}</text>"
    )
