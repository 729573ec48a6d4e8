"""Which records name the columns: under titles, over one row or several; or none at all, and then one asks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from biebwijzer.intake.recognising.asking import Answers, Question, Remark, Said
from biebwijzer.intake.recognising.levels import (
    LEVELS,
    TYPED,
    filled,
    is_rule,
    joined_names,
    kinds_of_columns,
    lower_levels,
    upper_levels,
)
from biebwijzer.intake.recognising.naming import (
    could_be_names,
    is_heading_word,
    is_series,
    sounds_like_names,
    stands_out,
)
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.values import kind_of
from biebwijzer.words import mark

SEARCHED = 80
# As many rows of numbers or dates leave no doubt that the first row is one of them.
ENOUGH = 10
# Words that stand in headings, and in names of persons as well.
NAME_OF_PERSON = re.compile(r"\b(van|tot|to|from|no|x|y)\b", re.IGNORECASE)
# What ends a line in few programs only: taken for a letter by all others.
OTHER_LINE_ENDS = "\x0b\x0c\x1e\x85\u2028\u2029"


@dataclass(frozen=True)
class Heading:
    """The names of the columns and the records they stand in; no names when the file has no header."""

    names: tuple[str, ...]
    begins: int
    ends: int
    line: int | None
    said: tuple[Said, ...] = ()


def find_heading(found: Sequence[Record], usual: int, answers: Answers) -> Heading:
    """The header of these records: as was answered, or as the columns below it show."""
    first = first_full(found, usual)
    kinds = kinds_of_columns(found[first + 1 + words_only(found[first + 1 :]) :], usual)
    if (answered := answers.get("header")) is not None:
        return as_answered(found, answered, usual)
    if has_no_header(found, first, usual, kinds):
        return without_header(found, first, usual)
    if usual == 1:
        # Names that the rows have no cells for are kept: what they mean is asked, not cut off.
        names = joined_names([found[first]]) if filled(found[first]) > 1 else (found[first].cells[0].strip(),)
        line = found[first].line
        doubtful = took_in_more(names) or is_doubtful_name(found, first, kinds)
        return Heading(
            names, first, first + 1, line, (header_question(found, line, line, first + 1),) if doubtful else ()
        )
    begins = upper_levels(found, first)
    ends = lower_levels(found, first, usual, kinds)
    names = joined_names(found[begins:ends])
    said = list(doubts(found, first, begins, ends, usual, kinds))
    if not said and not kinds:
        said += all_words(found, first, begins, ends, usual)
    return Heading(names, begins, ends, found[begins].line, tuple(said))


def is_doubtful_name(found: Sequence[Record], first: int, kinds: Mapping[int, str]) -> bool:
    """Whether the first line of a file of one column may be a title or a value and not the name of the column."""
    name = " ".join(found[first].cells).strip()
    rows = [one.cells for one in found[first + 1 :] if filled(one) and not one.fault]
    if not rows:
        return not any(sign.isalnum() for sign in name)
    if kinds:
        return any(kind_of(cell) == "text" for cell in rows[0])
    if sounds_like_names([NAME_OF_PERSON.sub(" ", name)]):
        return is_heading_word(rows[0][0].strip().lower())
    return not stands_out([name], rows)


def words_only(below: Sequence[Record]) -> int:
    """How many records right below hold words only: they may be more of the header."""
    count = 0
    for one in below[: LEVELS - 1]:
        if any(kind_of(cell) in TYPED for cell in one.cells):
            break
        count += 1
    return count


def as_answered(found: Sequence[Record], answered: str, usual: int) -> Heading:
    """The header on the line a person named, or none."""
    if answered in ("geen", "none", "0"):
        first = first_full(found, usual)
        return Heading(numbered(usual), first, first, None)
    begin, _, end = answered.partition("-")
    lines = [one.line for one in found]
    begins = next((n for n, line in enumerate(lines) if line >= int(begin)), 0)
    ends = next((n for n, line in enumerate(lines) if line > int(end or begin)), len(lines))
    return Heading(joined_names(found[begins:ends]), begins, ends, found[begins].line)


def numbered(width: int) -> tuple[str, ...]:
    """Names for columns that have none."""
    return tuple(f"col_{n}" for n in range(width))


def first_full(found: Sequence[Record], usual: int) -> int:
    """The first record that can be a header or a row: wide enough, and not mostly empty."""
    wanted = max(2, (usual + 1) // 2) if usual > 1 else 1
    for place, one in enumerate(found[:SEARCHED]):
        if one.fault or filled(one) < wanted or is_key_and_value(one, usual) or is_set_apart(found, place, usual):
            continue
        if len(one.cells) == usual or not names_follow(found, place, usual):
            return place
    return next((n for n, one in enumerate(found) if filled(one) and not one.fault), 0)


def is_key_and_value(one: Record, usual: int) -> bool:
    """Whether a narrow record above a wide table only says something about it."""
    return usual > 3 and len(one.cells) <= usual / 2


def is_set_apart(found: Sequence[Record], place: int, usual: int) -> bool:
    """Whether a sparse record stands above an empty line and a fuller record: it says something about the table."""
    if usual < 4 or filled(found[place]) > usual / 2:
        return False
    below = found[place + 1 : place + LEVELS + 1]
    empty = next((n for n, one in enumerate(below) if not filled(one)), None)
    return empty is not None and any(filled(one) > usual / 2 for one in below[empty:]) and all(
        filled(one) <= usual / 2 for one in below[:empty]
    )  # fmt: skip


def names_follow(found: Sequence[Record], place: int, usual: int) -> bool:
    """Whether one of the next records is a better header: of the usual width, and words where numbers follow."""
    kinds = kinds_of_columns(found[place + 1 :], usual)
    for one in found[place + 1 : place + 5]:
        if len(one.cells) == usual and not one.fault and any(kind_of(one.cells[n]) == "text" for n in kinds):
            return True
    return False


def has_no_header(found: Sequence[Record], first: int, usual: int, kinds: Mapping[int, str]) -> bool:
    """Whether the first full record holds values like those below it."""
    cells = found[first].cells
    if len(cells) != usual or not kinds or len(found) <= first + 1:
        return False
    seen = {n: kind_of(cells[n]) for n in kinds}
    same = [n for n, kind in seen.items() if kind == kinds[n]]
    named = [n for n, kind in seen.items() if kind in ("text", "month") or (kind == "date" and kinds[n] == "number")]
    return bool(same) and not named and not (is_series([cells[n] for n in same]) and kind_of(cells[0]) == "text")


def without_header(found: Sequence[Record], first: int, usual: int) -> Heading:
    """No header: columns are numbered where enough rows of numbers or dates leave no doubt; else one asks."""
    rows = [one for one in found[first:] if filled(one) and not one.fault and len(one.cells) == usual]
    # What stands right above the rows may be a header that is written in another way than they are.
    above = any(one.fault for one in found[:first]) or (first > 0 and filled(found[first - 1]) > 0)
    if not above and len(rows) >= ENOUGH and len(kinds_of_columns(rows, usual)) >= max(2, usual / 4):
        remark = Remark(mark("Er is geen rij met kolomnamen. De kolommen zijn genummerd."))
        return Heading(numbered(usual), first, first, None, (remark,))
    return Heading(numbered(usual), first, first, None, (Question(
        "header",
        mark("Er lijkt geen rij met kolomnamen te zijn. Op welke regel staan ze, of zijn ze er niet?"),
        {}, ("geen", str(found[first].line)),
    ),))  # fmt: skip


def doubts(
    found: Sequence[Record], first: int, begins: int, ends: int, usual: int, kinds: Mapping[int, str]
) -> list[Said]:
    """What one must ask about a header: levels that do not add up, headers doubled, too little to tell it by."""
    line, last = found[begins].line, found[ends - 1].line
    rows = [one for one in found[ends:] if filled(one) > 1 and not is_rule(one)]
    heading = Heading(joined_names(found[begins:ends]), begins, ends, line)
    broken = next((one for one in found[:begins] if one.fault), None)
    alone = ends - begins > 1 and filled(found[ends - 1]) < 2
    twins = rows and ends < len(found) and repeats(found[ends], heading)
    titled = any(filled(one) for one in found[:begins])
    same = [n for n in kinds if n < len(found[first].cells) and kind_of(found[first].cells[n]) == kinds[n]]
    unsure = bool(same) and not (is_series([found[first].cells[n] for n in same]))
    bare = not rows and not (usual > 1 and could_be_names(heading.names))
    stranger = rows and (words_under(found, ends, usual, kinds) or are_units(rows[0]))
    if (
        broken
        or bare
        or alone
        or twins
        or unsure
        or stranger
        or took_in_more(heading.names)
        or (titled and len(rows) < 2)
        or blank_within(found, begins, ends)
    ):
        return [header_question(found, line, last, ends)]
    return []


def took_in_more(names: Sequence[str]) -> bool:
    """Whether there is more in a name: one half of a pair of quotes, quotes around all of them, an end of a line."""
    if any(set(name) & set(OTHER_LINE_ENDS) or "' '" in name for name in names):
        return True
    if all(len(name) > 1 and name[0] == name[-1] and name[0] in "'\"" for name in names):
        return True
    return any(name.count('"') % 2 and '"' in (name[0], name[-1]) for name in names)


def blank_within(found: Sequence[Record], begins: int, ends: int) -> bool:
    """Whether an empty line stands between the levels of a header."""
    return any(not filled(one) for one in found[begins:ends])


def words_under(found: Sequence[Record], ends: int, usual: int, kinds: Mapping[int, str]) -> bool:
    """Whether one of the first rows has words where numbers stand in all others: units, or the header itself."""
    if not kinds:
        return False
    for one in found[ends : ends + LEVELS]:
        if len(one.cells) != usual or one.fault or is_rule(one):
            continue
        seen = {n: kind_of(one.cells[n]) for n in kinds}
        strange = [n for n, kind in seen.items() if kind not in (kinds[n], "nothing")]
        if strange and not any(kind == kinds[n] for n, kind in seen.items()):
            return True
    return False


def are_units(one: Record) -> bool:
    """Whether a row only says in brackets what is counted, or one word of all columns: what they hold."""
    said = [cell.strip() for cell in one.cells if cell.strip()]
    if len(said) > 2 and len(set(said)) == 1 and kind_of(said[0]) == "text":
        return True
    return bool(said) and all(cell[0] in "([" and cell[-1] in ")]" for cell in said)


def header_question(found: Sequence[Record], line: int, last: int, ends: int) -> Question:
    """Ask which lines hold the names of the columns."""
    lower = found[ends].line if ends < len(found) else last
    shown = str(line) if line == last else f"{line}-{last}"
    choices = tuple(dict.fromkeys((str(line), shown, str(last), str(lower), f"{line}-{max(line + 1, lower)}")))
    return Question("header", mark("Staan de kolomnamen op regel {rows}? Dat is niet zeker."), {"rows": shown}, choices)


def all_words(found: Sequence[Record], first: int, begins: int, ends: int, usual: int) -> list[Said]:
    """A table of words only: its first row holds names when they sound like that, or come back nowhere."""
    names = [cell.strip() for cell in found[first].cells]
    rows = [one.cells for one in found[first + 1 :] if len(one.cells) == usual and not one.fault and filled(one)]
    again = sum(is_heading_word(cell.strip().lower()) for cell in rows[0]) if rows else 0
    if again >= max(2, len(names) / 3):
        # The row below says more surely what the columns are called.
        return [header_question(found, found[begins].line, found[ends - 1].line, ends)]
    sparse = names.count("") > 1 and bool(rows) and all(cell.strip() for cell in rows[0])
    if not sparse and (sounds_like_names(names) or not rows or stands_out(names, rows)):
        return []
    return [header_question(found, found[begins].line, found[ends - 1].line, ends)]


def repeats(one: Record, heading: Heading) -> bool:
    """Whether a record is the header once more."""
    return (
        heading.line is not None
        and len(one.cells) == len(heading.names)
        and all(cell.strip().casefold() == name.casefold() for cell, name in zip(one.cells, heading.names, strict=True))
    )
