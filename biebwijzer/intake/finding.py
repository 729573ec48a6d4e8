"""Which of the known sources a file may be a delivery of, by its name and its header."""

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from biebwijzer.intake.decoding import Lines
from biebwijzer.intake.headings import check_headings, past_titles
from biebwijzer.intake.recognising import recognise
from biebwijzer.intake.recognising.layout import whole_names
from biebwijzer.intake.sources import Source
from biebwijzer.intake.transcribing import read_header
from biebwijzer.intake.workbooks import is_workbook
from biebwijzer.problems import BiebwijzerError

# What is recognised is read as a whole; of a larger file only the header is looked at, as each source reads it.
LARGEST_RECOGNISED = 8 << 20
Answers = tuple[tuple[str, str], ...]


def sources_for(path: Path, sources: Sequence[Source]) -> list[Source]:
    """The sources that would take this file, those that know most of its columns first; none when none would."""
    seen: dict[Answers, Sequence[str]] = {}
    found = [(known, source) for source in sources if (known := columns_known(path, source, seen))]
    return [source for _, source in sorted(found, key=lambda one: -one[0])]


def columns_known(path: Path, source: Source, seen: dict[Answers, Sequence[str]]) -> int:
    """How many columns of the file a source knows, where its header is one of that source; else none."""
    if not any(fnmatch(path.name.lower(), pattern.lower()) for pattern in source.accepts):
        return 0
    try:
        headings = headings_by(path, source, seen)
        check_headings(source, headings)
    except (BiebwijzerError, UnicodeDecodeError):
        return 0
    return len({*headings} & source.known())


def headings_by(path: Path, source: Source, seen: dict[Answers, Sequence[str]]) -> Sequence[str]:
    """The headings of a file as a source reads them; none of a file too large to be recognised for it.

    What was recognised is kept in `seen`: most sources ask for it in the same way.
    """
    if not source.read and not is_workbook(path.name):
        source = past_titles(source, path)
        return read_header(source, Lines(source, path))[0]
    if path.stat().st_size > LARGEST_RECOGNISED:
        return ()
    answers = dict(source.answers) or ({"sheet": source.sheet} if source.sheet else {})
    asked = tuple(sorted(answers.items()))
    if asked not in seen:
        table = recognise(path, answers).table
        seen[asked] = whole_names(table) if table else ()
    return seen[asked]
