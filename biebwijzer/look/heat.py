"""A heat map: two scales of words, the number in every cell, white where there is nothing to tell."""

from collections.abc import Sequence

from biebwijzer.look import theme
from biebwijzer.look.theme import Spec

CELL = 27
FONT = 12
# From here on the ground is dark enough for white letters.
DARK = 0.7


def heat(cells: Sequence[Spec], across: Sequence[str], down: Sequence[str], top: float, title: str = "") -> Spec:
    """Cells with `x`, `y`, `value`, `text` and `said`; `top` is the value that gets the darkest blue."""
    data = [{**cell, "ink": theme.PAPER if cell["value"] > DARK * top else theme.INK} for cell in cells]
    return {
        "height": CELL * len(down) + 44,
        "data": {"values": data},
        "layer": [_ground(top), _numbers()],
        "resolve": {"scale": {"color": "independent"}},
        "encoding": {"x": _axis("x", across, title), "y": _axis("y", down, "")},
    }


def _axis(name: str, values: Sequence[str], title: str) -> Spec:
    return {
        "field": name,
        "type": "ordinal",
        "title": title or None,
        # Bands, as cells: without saying so the numbers would take points, and lie beside their ground.
        "scale": {"type": "band", "domain": list(values), "paddingInner": 0.04},
        "axis": {"labelAngle": 0, "ticks": False, "domain": False, "labelColor": theme.INK},
    }


def _ground(top: float) -> Spec:
    scale = {"domain": [0, top or 1], "range": list(theme.HEAT), "interpolate": "lab", "clamp": True}
    return {
        "mark": {"type": "rect"},
        "encoding": {
            "color": {"field": "value", "type": "quantitative", "scale": scale, "legend": None},
            "tooltip": {"field": "said", "type": "nominal"},
            "description": {"field": "said", "type": "nominal"},
        },
    }


def _numbers() -> Spec:
    return {
        "mark": {"type": "text", "fontSize": FONT, "aria": False},
        "encoding": {
            "text": {"field": "text", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }
