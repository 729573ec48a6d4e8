"""A small line beside a figure: the road it came along, as a picture of its own."""

from base64 import b64encode
from collections.abc import Sequence

from biebwijzer.desk.markup import Markup, markup

FOCUS, CONTEXT = "#0A5A9C", "#858F9C"
WIDTH, HEIGHT = 170, 34


def sparkline(values: Sequence[float | None]) -> Markup:
    """A small line; the dashes are where it began, a gap stays a gap. An image, as own svg is taken out."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Markup("")
    low, high = min(known), max(known)
    step = (WIDTH - 8) / (len(values) - 1)
    places = [
        None if value is None else (4 + n * step, 4 + (HEIGHT - 8) * (1 - (value - low) / ((high - low) or 1)))
        for n, value in enumerate(values)
    ]
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"{_dashes(places)}"
        f'<path d="{_path(places)}" fill="none" stroke="{FOCUS}" stroke-width="2" stroke-linejoin="round"/>'
        f"{_end(places)}</svg>"
    )
    data = b64encode(picture.encode()).decode()
    return markup(
        '<img alt="" style="display:block;margin-top:.4rem;max-width:100%" src="data:image/svg+xml;base64,{data}">',
        data=data,
    )


Place = tuple[float, float] | None


def _dashes(places: Sequence[Place]) -> str:
    first = next(place for place in places if place)
    stroke = f'stroke="{CONTEXT}" stroke-width="1" stroke-dasharray="3 3"'
    return f'<path d="M4 {first[1]:.1f}H{WIDTH - 4}" {stroke} fill="none"/>'


def _path(places: Sequence[Place]) -> str:
    parts, pen = [], "M"
    for place in places:
        if place is None:
            pen = "M"
            continue
        parts.append(f"{pen}{place[0]:.1f} {place[1]:.1f}")
        pen = "L"
    return "".join(parts)


def _end(places: Sequence[Place]) -> str:
    last = [place for place in places if place][-1]
    return f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3.5" fill="{FOCUS}"/>'
