"""Which separator, quote and escape a file uses: those under which records agree and cells look like values."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from biebwijzer.intake.recognising.asking import Answers, Question, Said
from biebwijzer.intake.recognising.levels import TYPED
from biebwijzer.intake.recognising.records import Dialect, Record, careful, records
from biebwijzer.intake.recognising.values import kind_of, share_of_kinds
from biebwijzer.words import mark

USUAL = (",", ";", "\t", "|")
# Never a sign that dates, times of day or web addresses are full of, unless the header has it as often as the rows.
LATER = ("~", "^", "\x1f", "\x1e", "\x01", "§", "¦", "#", "*", "=", ":", " ")
NAMED_SEPARATOR = re.compile(r'"?sep=(.{1,3}?)"?[,;]*[ ]*(\r\n|\r|\n|\Z)', re.IGNORECASE)
# Signs that hardly anything but a separator has as often in every row as in the header.
TOGETHER = ("|", "^", "~", "\x1f", "\x1e", "\x01", "§", "¦", "#", "*")
ALIKE = 0.9
# Spaces that line columns up.
APART = re.compile(r"\S {2,}\S")
ESCAPED = re.compile(r"\\[\"']")
SAMPLE = 200_000
SAMPLE_CELLS = 3_000
AGREES = 0.6
APOSTROPHE = "'"
QUOTES = ('"', APOSTROPHE)
MOST_FAULTS = 0.2


@dataclass(frozen=True)
class Weighed:
    """A dialect with how well it fits: how many records agree on a width, and how its cells look."""

    dialect: Dialect
    width: int
    agreement: float
    look: float

    @property
    def score(self) -> float:
        """How well it fits in all, from 0 to 1."""
        return self.agreement * self.look * (1 - 1 / self.width) ** 0.5 if self.width > 1 else 0.0


@dataclass(frozen=True)
class Spelling:
    """How the cells of a text are kept apart, where its records begin, and what there is to ask about that."""

    dialect: Dialect
    skip: int = 0
    said: tuple[Said, ...] = ()


def spell(text: str, answers: Answers) -> Spelling:
    """The dialect of a text: as it says itself, as was answered, or as it fits best."""
    first = NAMED_SEPARATOR.match(text)
    skip = first.end() if first else 0
    sample = head_of(text[skip:])
    named = answers.get("separator") or (first[1] if first else "")
    if named:
        separator = {"tab": "\t", "\\t": "\t", "geen": ""}.get(named, named)
        said = () if "separator" in answers else unused(sample, separator)
        return Spelling(best_of(sample, quotings(sample, separator)).dialect, skip, said)
    twos = list(doubled(sample))
    ones = [one for one in USUAL if one in sample and not any(one in two for two in twos)]
    usual = [best_of(sample, quotings(sample, one)) for one in (*ones, *twos)]
    found = sorted((one for one in usual if one.agreement >= AGREES), key=lambda one: -one.score)
    if not found:
        others = [best_of(sample, quotings(sample, one)) for one in LATER if one in first_line(sample)]
        others = [one for one in others if one.width == first_width(sample, one.dialect)]
        found = sorted((one for one in others if fits_well(one)), key=lambda one: -one.score)
        usual += [one for one in others if one not in found]
    if not found:
        return alone(sample, skip, usual)
    return Spelling(found[0].dialect, skip, doubts(found))


def unused(sample: str, named: str) -> tuple[Said, ...]:
    """Ask when the first line names a separator that the names of the columns are not kept apart by."""
    others = tuple(name_of(Dialect(one)) for one in USUAL if one != named and one in first_line(sample))
    if named in first_line(sample) or not others:
        return ()
    return (ask_which((name_of(Dialect(named)), *others)),)


def head_of(text: str) -> str:
    """The first part of a text up to a line's end, and the lines from the first quote on when that comes later."""
    if len(text) <= SAMPLE:
        return text
    cut = last_end(text, 0, SAMPLE)
    head = text[:cut] if cut else text[:SAMPLE]
    late = text.find('"', len(head)) if '"' not in head else -1
    if late < 0:
        return head
    begins = last_end(text, 0, late)
    ends = last_end(text, begins, begins + SAMPLE // 2)
    return head + (text[begins:ends] if len(text) > begins + SAMPLE // 2 else text[begins:])


def last_end(text: str, begin: int, end: int) -> int:
    """Where the last line before `end` ends, or `begin`."""
    return max(text.rfind("\n", begin, end), text.rfind("\r", begin, end), begin - 1) + 1


def first_line(sample: str) -> str:
    """The first line that holds anything."""
    return next((line for line in sample.splitlines() if line.strip()), "")


def first_width(sample: str, dialect: Dialect) -> int:
    """How many cells the first line that holds anything has."""
    return next((len(one.cells) for one in records(sample, dialect) if any(one.cells)), 0)


def fits_well(one: Weighed) -> bool:
    """Whether an unusual separator fits so well that it can be no chance."""
    return one.agreement >= 0.9 and one.look >= 0.75


def doubled(sample: str) -> Iterator[str]:
    """Separators of two signs that stand on most lines."""
    lines = [line for line in sample.splitlines()[:200] if line.strip()]
    for one in ("||", "::", ";;", "~~", "^^", "|~|", "~|~"):
        if not lines or sum(one in line for line in lines) < 0.9 * len(lines):
            continue
        # Where many cells are empty the sign itself stands twice in a row as well, and alone beside it.
        lone = re.compile(rf"(?<!{re.escape(one[0])}){re.escape(one[0])}(?!{re.escape(one[0])})")
        if len(set(one)) > 1 or sum(bool(lone.search(line)) for line in lines) < 0.1 * len(lines):
            yield one


def quotings(sample: str, separator: str) -> Iterator[Dialect]:
    """The ways quotes may be used around this separator."""
    edge = re.escape(separator) if separator else r"[\r\n]"
    # Spaces that are separators themselves are not looked past: a long run of them would be walked again and again.
    lead = "" if separator == " " else "[ ]*"
    # Within quotes a separator has no space behind it; between cells it may.
    spaced = bool(separator.strip()) and (usually_spaced(sample, separator) or f'"{separator} "' in sample)
    if not any(has_quoted(sample, Dialect(separator, quote, spaced=spaced)) for quote in QUOTES):
        yield Dialect(separator, "", spaced=spaced)
    for quote in QUOTES:
        escapes = ("", "\\") if ESCAPED.search(sample) else ("",)
        # An apostrophe at the edge of two cells is no quotation: some cell must stand between them within its line.
        tried = [Dialect(separator, quote, one, spaced) for one in escapes]
        if quote == APOSTROPHE and not any(has_quoted(sample, one) for one in tried):
            continue
        if re.search(rf"(?:^|{edge}|[\r\n]){lead}{quote}", sample) and re.search(
            rf"{quote}[ ]*(?:{edge}|[\r\n]|\Z)", sample
        ):
            yield from tried


def has_quoted(sample: str, dialect: Dialect) -> bool:
    """Whether whole cells stand between quotes, and all but a few of the records can be read like that."""
    edge, quote = re.escape(dialect.separator) if dialect.separator else r"[\r\n]", dialect.quote
    lead = "" if dialect.separator == " " else "[ ]*"
    # Two apostrophes with nothing between them are as likely a mark for "the same".
    inside = f"[^{quote}\r\n]{'+' if quote == APOSTROPHE else '*'}(?:{quote}{quote}[^{quote}\r\n]*)*"
    if not re.search(rf"(?:^|{edge}|[\r\n]){lead}{quote}{inside}{quote}[ ]*(?={edge}|[\r\n]|\Z)", sample):
        return False
    found = records(sample, dialect)
    return sum(one.fault for one in found) <= MOST_FAULTS * len(found)


def usually_spaced(sample: str, separator: str) -> bool:
    """Whether (nearly) every separator is followed by one space."""
    times = sample.count(separator)
    return times > 1 and sample.count(separator + " ") + sample.count(separator + "\n") >= 0.98 * times and (
        sample.count(separator + " ") > times / 2
    )  # fmt: skip


def best_of(sample: str, dialects: Iterator[Dialect]) -> Weighed:
    """The best of several ways to use quotes; quotes win from no quotes where both fit."""
    return max((weigh_dialect(sample, one) for one in dialects), key=lambda one: (one.score, one.dialect.quote != ""))


def weigh_dialect(sample: str, dialect: Dialect) -> Weighed:
    """How well a dialect fits a sample."""
    filled = [one for one in records(sample, dialect) if one.fault or any(cell.strip() for cell in one.cells)]
    if not filled:
        return Weighed(dialect, 1, 0.0, 0.0)
    width, agreement = agreed(filled)
    cells: list[str] = []
    for one in spread(filled):
        cells += one.cells if not one.fault else ['"']
    return Weighed(dialect, width, agreement, share_of_kinds(cells))


def agreed(filled: list[Record]) -> tuple[int, float]:
    """The width most records have, and which part of them; titles above and notes below a table are forgiven."""
    widths = [0 if one.fault else len(one.cells) for one in filled]
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 1, 1.0
    width = max(wide, key=lambda one: (wide[one], one))
    # A header with one name less or more than its rows is no other table.
    first, last = widths.index(width), len(widths) - 1 - widths[::-1].index(width)
    inside = widths[first : last + 1]
    share = inside.count(width) / len(inside)
    outside = len(widths) - len(inside)
    return width, share * (1 - 0.5 * outside / len(widths))


def spread(filled: list[Record]) -> list[Record]:
    """Records from all over the sample, as many as are looked at closely."""
    width = max(len(one.cells) for one in filled)
    wanted = max(20, SAMPLE_CELLS // max(width, 1))
    step = max(1, len(filled) // wanted)
    return filled[::step]


def doubts(found: list[Weighed]) -> tuple[Said, ...]:
    """Ask when another separator fits as well."""
    best = found[0]
    rivals = [one for one in found[1:] if one.score > 0.92 * best.score and one.agreement >= 0.9]
    if not rivals:
        return ()
    shown = tuple(name_of(one.dialect) for one in (best, *rivals))
    return (ask_which(shown),)


def alone(sample: str, skip: int, usual: list[Weighed]) -> Spelling:
    """A file of one column, unless it has separators that agree on nothing."""
    one = best_of(sample, quotings(sample, ""))
    tried = [rival for rival in usual if rival.agreement > 0.3 and rival.width > 2]
    if not tried:
        return Spelling(one.dialect, skip)
    shown = (*(name_of(rival.dialect) for rival in tried), "geen")
    best = max(tried, key=lambda rival: rival.score)
    return Spelling(best.dialect, skip, (ask_which(shown),))


def unwrapped(found: list[Record], spelling: Spelling) -> str:
    """The text within quotes around every line, as a file that was saved twice has; '' unless columns are in it."""
    filled = [one for one in found if any(one.cells)]
    if not spelling.dialect.quote or len(filled) < 2 or any(one.fault or len(one.cells) > 1 for one in found):
        return ""
    text = "\n".join("".join(one.cells) for one in found)
    inner = spell(text, {}).dialect
    fits = weigh_dialect(head_of(text), inner)
    whole = fits.width > 1 and fits.agreement >= 0.9 and first_width(head_of(text), inner) == fits.width
    return text if whole else ""


def still_together(rows: Sequence[Sequence[str]], dialect: Dialect) -> tuple[Said, ...]:
    """Ask when cells look like several: as many separators in each row as in the header, or columns of spaces."""
    if len(rows) < 2:
        return ()
    alone = all(len(row) < 2 for row in rows)
    first, *texts = [dialect.separator.join(row) for row in rows]
    alike = [one for one in ((*USUAL, *TOGETHER, "::") if alone else TOGETHER)
             if one not in dialect.separator and first.count(one) >= (1 if alone else 2)
             and sum(text.count(one) == first.count(one) for text in texts) >= ALIKE * len(texts)]  # fmt: skip
    if len(rows[0]) > 2 and not any(cell for row in rows for cell in row[1::2]):
        alike.append(dialect.separator * 2)
    if alone and spaces_between(first, texts):
        alike.append(" ")
    if alike:
        return (ask_which((*(name_of(Dialect(one)) for one in alike), name_of(dialect))),)
    if alone and all(sum(map(has_gap, some)) >= ALIKE * len(some) for some in ([first], texts)):
        word = mark("De kolommen lijken met spaties uitgelijnd: '{example}'. Is dit één kolom?")
        return (Question("separator", word, {"example": first.strip()[:60]}, ("geen",)),)
    return ()


def spaces_between(first: str, texts: Sequence[str]) -> bool:
    """Whether single spaces seem to keep columns apart: names between quotes, or a number in front of every text."""
    if first.count('" "'):
        return True
    fronts = [text.split(" ") for text in texts]
    wide = first.count(" ") > 1 and all(len(front) > first.count(" ") for front in fronts)
    return wide and kind_of(first.split(" ")[0]) == "text" and all(kind_of(front[0]) in TYPED for front in fronts)


def has_gap(text: str) -> bool:
    """Whether spaces that line columns up stand within a text."""
    return APART.search(text.strip()) is not None


def ask_which(shown: tuple[str, ...]) -> Question:
    """Ask what keeps the columns apart."""
    word = mark("Waarmee zijn de kolommen gescheiden: {choices}?")
    return Question("separator", word, {"choices": " / ".join(shown)}, shown)


def name_of(dialect: Dialect) -> str:
    """A separator as one calls it."""
    return {"\t": "tab", " ": "spatie", "": "geen"}.get(dialect.separator, dialect.separator)


def used_quotes(text: str, dialect: Dialect) -> Dialect:
    """The dialect without a quote that stands nowhere around a cell, with the escape its quotes need."""
    if not dialect.quote or dialect.quote not in text:
        return replace(dialect, quote="")
    if not dialect.escape and dialect.quote * 2 in text and any(
        dialect.quote in cell for one in careful(head_of(text), dialect) if not one.fault for cell in one.cells
    ):  # fmt: skip
        return replace(dialect, escape=dialect.quote)
    return dialect
