"""Text that a program wrote for another purpose than a table, and that would pass for one line by line."""

import re

from biebwijzer.intake.recognising.asking import NotRecognised
from biebwijzer.words import mark

PAGE = re.compile(r"\s*<(!doctype\s+html|html|head|body|table|div|meta)\b", re.IGNORECASE)
XML = re.compile(r"\s*<(\?xml|!--|!doctype|[a-z][\w:.-]*(\s+[\w:.-]+=[\"'][^<>]*|\s*)/?>)", re.IGNORECASE)
# How letters, calendars, cards and messages begin.
OTHERS = re.compile(r"\s*(%PDF-\d|\{\\rtf\d|BEGIN:V\w+\s|MIME-Version:\s|ID;P\w+|version https://git-lfs)")


def refuse_markup(text: str) -> None:
    """Refuse a web page, XML and other text that is no table, with what one can do instead."""
    if PAGE.match(text):
        raise NotRecognised(mark(
            "Dit is een webpagina en geen tabel. Open haar in een rekenprogramma en bewaar de tabel als .xlsx of .csv."
        ))  # fmt: skip
    if XML.match(text) and ("</" in text or "/>" in text):
        raise NotRecognised(mark(
            "Dit is XML en geen tabel. Open het bestand in een rekenprogramma en bewaar het als .xlsx of .csv."
        ))  # fmt: skip
    if OTHERS.match(text):
        raise NotRecognised(
            mark("Dit bestand bevat opmaak van een ander programma en geen tabel. Bewaar de tabel als .csv of .xlsx.")
        )
