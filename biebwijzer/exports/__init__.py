"""An exhibit to a file: what leaves the screen carries its title, its source and its audience."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from biebwijzer.exports import commas, paper, pictures, powerpoint, workbook
from biebwijzer.look import Exhibit, SourceNote
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

__all__ = ["FORMATS", "POWERPOINT", "Format"]


class Format(NamedTuple):
    """A kind of file: what the menu calls it, its media type and how it is made."""

    label: str
    mime: str
    make: Callable[[Exhibit, Answer, Words, SourceNote], bytes]


POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

# In the order of the menu; the key is the ending of the file.
FORMATS: Mapping[str, Format] = {
    "png": Format(mark("Plaatje (PNG)"), "image/png", pictures.png),
    "svg": Format(mark("Tekening (SVG)"), "image/svg+xml", pictures.svg),
    "pdf": Format(mark("PDF"), "application/pdf", paper.one),
    "pptx": Format(mark("PowerPoint-dia"), POWERPOINT, powerpoint.one),
    "xlsx": Format(mark("Excel"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.xlsx),
    "csv": Format(mark("Rijen (CSV)"), "text/csv", commas.csv),
}
