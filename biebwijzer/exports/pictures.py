"""An exhibit as a picture that can stand alone: title, source and audience are part of the drawing."""

from html import escape

import vl_convert

from biebwijzer.exports.typesetting import Style, as_svg, end_of, safe, set_image, set_line, stacked
from biebwijzer.look import Exhibit, SourceNote, audience_note, drawn, theme
from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

WIDTH = 640
MARGIN = 24
LOGO = (120, 28)
SHARPNESS = 2
TITLE = Style(20, 26, theme.INK, bold=True)
SUBTITLE = Style(14, 20, theme.AXIS_INK)
FOOT = Style(12, 17, theme.AXIS_INK)


def svg(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> bytes:
    """The exhibit as SVG in which text stays text."""
    return _composed(exhibit, answer, words, note).encode()


def png(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> bytes:
    """The exhibit as PNG, sharp enough for a slide."""
    return vl_convert.svg_to_png(_composed(exhibit, answer, words, note), scale=SHARPNESS)


def _composed(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> str:
    if answer.is_empty():
        raise BiebwijzerError(mark("Dit figuur heeft geen gegevens. Kies een andere periode of haal een filter weg."))
    chart, width, height = _chart(exhibit, answer, words)
    logo = note.logo
    room = width - 2 * MARGIN
    title, subtitle = exhibit.title(answer, words), exhibit.subtitle(answer, words)
    head = stacked([(title, TITLE), (subtitle, SUBTITLE)], room, MARGIN - 6)
    chart_top = end_of(head) + 12
    foot_top = chart_top + height + 12
    sources = [note.text if exhibit.sources else "", audience_note(answer, words)]
    foot = stacked([(text, FOOT) for text in sources], room - (LOGO[0] + 16 if logo else 0), foot_top)
    bottom = max(end_of(foot), foot_top + (LOGO[1] if logo else 0)) + MARGIN - 8
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{words.language}" width="{width:g}"'
            f' height="{bottom:g}" viewBox="0 0 {width:g} {bottom:g}" font-family="{escape(theme.FONT)}">',
            f"<title>{safe(title)}</title>",
            f"<desc>{safe(exhibit.alternative(answer, words))}</desc>",
            f'<rect width="{width:g}" height="{bottom:g}" fill="{theme.PAPER}"/>',
            *(set_line(line, MARGIN) for line in [*head, *foot]),
            chart.replace("<svg ", f'<svg x="{MARGIN}" y="{chart_top:g}" ', 1),
            set_image(logo, width - MARGIN - LOGO[0], foot_top, LOGO) if logo else "",
            "</svg>\n",
        ]
    )


def _chart(exhibit: Exhibit, answer: Answer, words: Words) -> tuple[str, float, float]:
    """The drawing alone, with the width and height of the picture part it takes."""
    chart, width, height = as_svg(drawn(exhibit, answer, words, width=WIDTH - 2 * MARGIN))
    return chart, max(width + 2 * MARGIN, WIDTH), height
