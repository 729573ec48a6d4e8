"""What stands among and below the rows of a table without being one: notes, remarks, the name of a group of rows."""

import re
from collections.abc import Mapping, Sequence

from biebwijzer.intake.recognising.asking import Question
from biebwijzer.intake.recognising.levels import filled
from biebwijzer.intake.recognising.naming import shape
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.values import kind_of
from biebwijzer.words import mark

TOTAL = re.compile(r"(grand |sub|eind)?(totaal|total|totals|totalen|som|sum)\b.*", re.IGNORECASE)
# How a remark begins, and a line that says something of the rows above it.
REMARK = re.compile(
    r"\*|#|//|(bron|source|noot|note|voetnoot|opmerking|let op|toelichting|n\.?b\.?|peildatum)\b", re.IGNORECASE
)
SAYS_SOMETHING = re.compile(r"[^\W\d][\w ]{2,30}: \S")
MOST_NOTES = 3
FEW = 0.2
# Names of groups stand above the rows they are about, so that there are never more of them than rows.
MOST_GROUPS = 0.6


def first_cell(one: Record) -> str:
    """The first cell, without spaces around it."""
    return one.cells[0].strip() if one.cells else ""


def is_text(cell: str) -> bool:
    """Whether a cell holds words."""
    return kind_of(cell or "-") == "text"


def notes_below(body: Sequence[Record], usual: int, kinds: Mapping[int, str]) -> int:
    """How many records at the end are no rows: empty ones, and notes set apart or narrower than a row."""
    count, apart = 0, 0
    talkative = usual < 3 and sum(says_something(first_cell(one)) for one in body) > MOST_NOTES
    for one in reversed(body):
        if one.fault:
            break
        if not filled(one) and usual == 1 and count > apart and not is_end(body, count):
            break
        if not filled(one) or is_loose_line(one, usual, body) or is_remark(one, usual, kinds, talkative):
            count += 1
            apart = count
        elif may_be_note(one, usual, kinds):
            # Perhaps a note, when an empty line keeps it apart from the rows.
            count += 1
        else:
            break
    return count if reaches(body, count) else apart


def may_be_note(one: Record, usual: int, kinds: Mapping[int, str]) -> bool:
    """Whether a record holds nothing but words in one cell."""
    if filled(one) != 1 or not is_text(next(cell for cell in one.cells if cell.strip()).strip()):
        return False
    return usual != 2 or 0 in kinds or bool(first_cell(one))


def is_loose_line(one: Record, usual: int, body: Sequence[Record]) -> bool:
    """Whether a record is one value in a wide table, and no row that was cut off or by another separator."""
    if filled(one) != 1 or usual <= 2 or len(one.cells) == usual or len(one.cells) > 2:
        return False
    return count_marks(first_cell(one)) < usual - 1 and not is_cut_off(one, usual, body)


def is_cut_off(one: Record, usual: int, body: Sequence[Record]) -> bool:
    """Whether a lone first cell has the shape the others have: the end of its row may have been lost."""
    firsts = [shape(first_cell(row)) for row in body[-50:] if len(row.cells) == usual]
    own = shape(first_cell(one))
    return any(sign in own for sign in "9-/.@") and firsts.count(own) > len(firsts) / 2


def is_remark(one: Record, usual: int, kinds: Mapping[int, str], talkative: bool) -> bool:
    """Whether the end of a narrow table says something about it; where many rows are `talkative` it is one of them."""
    text = first_cell(one)
    if usual > 2 or filled(one) != 1 or not is_text(text):
        return False
    if usual == 1 and 0 in kinds:
        return True
    return (usual == 1 or 1 in kinds) and not talkative and says_something(text)


def says_something(text: str) -> bool:
    """Whether a text is a remark, or names something and says what it is."""
    return bool(REMARK.match(text) or SAYS_SOMETHING.match(text))


def is_end(body: Sequence[Record], count: int) -> bool:
    """Whether these few lines are all that stands below the only empty line of a file of one column."""
    rows, ending = body[: len(body) - count - 1], body[len(body) - count :]
    return sum(filled(one) > 0 for one in ending) <= MOST_NOTES < len(rows) and all(filled(one) for one in rows)


def note_question(one: Record) -> Question:
    """Ask about what looks like a note but has the width of a row."""
    text = next((cell.strip() for cell in one.cells if cell.strip()), "")
    return Question("notes", mark("Is regel {row} een noot en geen rij: '{text}'?"),
                    {"row": one.line, "text": text[:60]}, ("ja", "nee"))  # fmt: skip


def reaches(body: Sequence[Record], count: int) -> bool:
    """Whether what stands above the notes is an empty line."""
    return 0 < count < len(body) and not filled(body[len(body) - count])


def count_marks(line: str) -> int:
    """How many separators a line would have, whichever it is."""
    return max(line.count(sign) for sign in (",", ";", "\t", "|"))


def lone_values(rows: Sequence[Record], usual: int, kinds: Mapping[int, str]) -> tuple[int, ...]:
    """The lines of the few rows that hold nothing but a text in front, where others hold more: a group or a note."""
    lone = [one for one in rows if filled(one) == 1 and not is_total(one) and is_text(first_cell(one))]
    few = len(lone) <= max(1, FEW * len(rows))
    if usual < 2 or not lone:
        return ()
    groups = lone[0] is rows[0] and len(lone) <= MOST_GROUPS * len(rows) and (usual > 2 or 1 in kinds)
    if groups or (usual > 2 and few):
        return tuple(one.line for one in lone)
    if usual == 2 and few and 1 in kinds:
        # With one value to miss a row may simply lack it, unless it stands where remarks stand.
        last = lone if len(lone) == 1 and lone[0] is rows[-1] else []
        return tuple(one.line for one in lone if one in last or REMARK.match(first_cell(one)))
    return ()


def is_total(one: Record) -> bool:
    """Whether a row says that it is a total."""
    first = next((cell.strip() for cell in one.cells if cell.strip()), "")
    return bool(TOTAL.fullmatch(first)) and len(first) < 60
