"""How figures look and read: the theme, the recurring drawings, and the exhibit that every door shows alike."""

from biebwijzer.look.bars import bars
from biebwijzer.look.columns import columns
from biebwijzer.look.dots import Estimate, dots
from biebwijzer.look.exhibit import (
    Cell,
    Exhibit,
    Picture,
    Shown,
    SourceNote,
    audience_note,
    cells,
    drawn,
    heads,
    pictured,
    ready,
    table_rows,
)
from biebwijzer.look.figure import Figure
from biebwijzer.look.flows import Band, Block, flows
from biebwijzer.look.gallery import all_exhibits
from biebwijzer.look.lines import line_with_gaps
from biebwijzer.look.notes import Note
from biebwijzer.look.theme import Drawing, Spec, dressed
from biebwijzer.look.values import Kind, written

__all__ = [
    "Band",
    "Block",
    "Cell",
    "Drawing",
    "Estimate",
    "Exhibit",
    "Figure",
    "Kind",
    "Note",
    "Picture",
    "Shown",
    "SourceNote",
    "Spec",
    "all_exhibits",
    "audience_note",
    "bars",
    "cells",
    "columns",
    "dots",
    "drawn",
    "dressed",
    "flows",
    "heads",
    "line_with_gaps",
    "pictured",
    "ready",
    "table_rows",
    "written",
]
