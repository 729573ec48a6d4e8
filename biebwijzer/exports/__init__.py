"""An exhibit to a file: what leaves the screen carries its title, its source and its audience."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from biebwijzer.look import Exhibit, SourceNote
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

__all__ = ["FORMATS", "POWERPOINT", "Format"]


Maker = Callable[[Exhibit, Answer, Words, SourceNote], bytes]


class Format(NamedTuple):
    """A kind of file: what the menu calls it, its media type and how it is made."""

    label: str
    mime: str
    make: Maker


def later(module: str, name: str) -> Maker:
    """What makes a file, brought in when somebody asks for one: those libraries would make every command wait."""

    def make(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> bytes:
        maker: Maker = getattr(import_module(f"biebwijzer.exports.{module}"), name)
        return maker(exhibit, answer, words, note)

    return make


POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# In the order of the menu; the key is the ending of the file.
FORMATS: Mapping[str, Format] = {
    "png": Format(mark("Plaatje (PNG)"), "image/png", later("pictures", "png")),
    "svg": Format(mark("Tekening (SVG)"), "image/svg+xml", later("pictures", "svg")),
    "pdf": Format(mark("PDF"), "application/pdf", later("paper", "one")),
    "pptx": Format(mark("PowerPoint-dia"), POWERPOINT, later("powerpoint", "one")),
    "xlsx": Format(mark("Excel"), EXCEL, later("workbook", "xlsx")),
    "csv": Format(mark("Rijen (CSV)"), "text/csv", later("commas", "csv")),
}
