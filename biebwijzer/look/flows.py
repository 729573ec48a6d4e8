"""A flow picture: who stood where then, and where they stand now; the one in focus in the accent.

Names stand above their blocks, in the gap between them, so that the picture is as readable on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from biebwijzer.look import theme
from biebwijzer.look.theme import Spec

# The room for a name above its block, and for the edge below the last one.
GAP = 20
EDGE = 6
BLOCK = 4
# A band is a smooth line through this many points.
POINTS = 7
THINNEST = 0.4
BAND_INK = "#DDE3EA"


@dataclass(frozen=True)
class Block:
    """What stands at one side: its name with its number, how large it is, and whether it is in focus."""

    code: str
    label: str
    size: float
    in_focus: bool = False


@dataclass(frozen=True)
class Band:
    """How many went from a block at the left to one at the right."""

    left: str
    right: str
    size: float
    said: str
    in_focus: bool = False


Span = tuple[float, float]


def flows(left: Sequence[Block], right: Sequence[Block], bands: Sequence[Band], height: int = theme.FLOW) -> Spec:
    """Blocks at both sides, each as tall as it is large, and between them who went where; the focus lies on top."""
    largest = max(sum(block.size for block in side) for side in (left, right)) or 1
    scale = (height - EDGE - GAP * max(len(left), len(right))) / largest
    sides = _placed(left, scale), _placed(right, scale)
    laid = _laid([band for band in bands if band.size * scale >= THINNEST], *sides, scale)
    return {
        "height": height,
        "layer": [
            *(_band_layer([one for one in laid if one[0].in_focus == focus], focus) for focus in (False, True)),
            _block_layer(left, right, sides),
            *_name_layers(left, right, sides),
        ],
        "encoding": {
            "x": {"field": "at", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1], "nice": False}},
            "y": {
                "field": "top",
                "type": "quantitative",
                "axis": None,
                "scale": {"domain": [height, 0], "nice": False, "zero": False},
            },
        },
    }


def _placed(side: Sequence[Block], scale: float) -> dict[str, Span]:
    """Where each block begins and ends, from the top down."""
    found, at = {}, 0.0
    for block in side:
        at += GAP
        found[block.code] = (at, at + block.size * scale)
        at += block.size * scale
    return found


def _laid(
    bands: Sequence[Band], left: dict[str, Span], right: dict[str, Span], scale: float
) -> list[tuple[Band, float, float, float]]:
    """Each band with where it leaves, where it arrives and how thick it is; at both ends in the order of the blocks."""
    order = {code: place for place, code in enumerate([*left, *right])}
    at_left = {code: span[0] for code, span in left.items()}
    at_right = {code: span[0] for code, span in right.items()}
    found = []
    for band in sorted(bands, key=lambda one: (order[one.left], order[one.right])):
        thick = band.size * scale
        found.append((band, at_left[band.left], at_right[band.right], thick))
        at_left[band.left] += thick
        at_right[band.right] += thick
    return found


def _band_layer(laid: Sequence[tuple[Band, float, float, float]], focus: bool) -> Spec:
    steps = [number / (POINTS - 1) for number in range(POINTS)]
    curve = [(step, step * step * (3 - 2 * step)) for step in steps]
    data = [
        {
            "band": number,
            "said": band.said,
            "at": step,
            "top": round(begin + (end - begin) * bend, 2),
            "low": round(begin + (end - begin) * bend + thick, 2),
        }
        for number, (band, begin, end, thick) in enumerate(laid)
        for step, bend in curve
    ]
    ink = theme.CONTEXT_BAR if focus else BAND_INK
    return {
        "data": {"values": data},
        "mark": {
            "type": "area",
            "color": ink,
            "opacity": 0.9 if focus else 0.75,
            "interpolate": "monotone",
            "aria": False,
        },
        "encoding": {
            "y2": {"field": "low"},
            "detail": {"field": "band", "type": "nominal"},
            "tooltip": {"field": "said", "type": "nominal"},
        },
    }


def _block_layer(left: Sequence[Block], right: Sequence[Block], sides: Sequence[dict[str, Span]]) -> Spec:
    data = [
        {
            "at": at,
            "top": spans[block.code][0],
            "low": max(spans[block.code][1], spans[block.code][0] + 1),
            "said": block.label,
            "ink": theme.FOCUS if block.in_focus else theme.INK,
        }
        for at, side, spans in zip((0, 1), (left, right), sides, strict=True)
        for block in side
    ]
    return {
        "data": {"values": data},
        "mark": {"type": "rule", "strokeWidth": BLOCK, "strokeCap": "butt"},
        "encoding": {
            "y2": {"field": "low"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
            "description": {"field": "said", "type": "nominal"},
        },
    }


def _name_layers(left: Sequence[Block], right: Sequence[Block], sides: Sequence[dict[str, Span]]) -> list[Spec]:
    """The names at either side, on a white edge where a band runs behind them."""
    layers: list[Spec] = []
    for at, side, spans, align in zip((0, 1), (left, right), sides, ("left", "right"), strict=True):
        data = [
            {
                "at": at,
                "top": spans[block.code][0],
                "text": block.label,
                "ink": theme.FOCUS if block.in_focus else theme.INK,
            }
            for block in side
        ]
        mark = {"type": "text", "align": align, "baseline": "bottom", "dy": -3, "aria": False}
        mark["dx"] = -BLOCK / 2 if at == 0 else BLOCK / 2
        text = {"text": {"field": "text", "type": "nominal"}}
        edge = {**mark, "color": theme.PAPER, "stroke": theme.PAPER, "strokeWidth": 4}
        ink = {"color": {"field": "ink", "type": "nominal", "scale": None}}
        layers += [
            {"data": {"values": data}, "mark": edge, "encoding": text},
            {"data": {"values": data}, "mark": mark, "encoding": {**text, **ink}},
        ]
    return layers
