"""A report that was printed to a file: blocks with a title, a header over a rule, rows and a total, page after page.

What the title of a block says (`Registration Branch: 1 GOSFORTH`) holds for its rows, and becomes a column of its own.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from biebwijzer.intake.recognising.asking import Remark, Said
from biebwijzer.intake.recognising.headers import Heading
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.values import kind_of
from biebwijzer.words import mark

RULE = re.compile(r"[-=_]{3,}(\s+[-=_]{2,})*")
PAGE = re.compile(r"[- ]*(page|pagina|blz\.?|p\.)?\s*\d+\s*((of|van|/)\s*\d+)?[- ]*", re.IGNORECASE)
LABEL = re.compile(r"([^:]{2,60}?)\s*:\s*(.*)")
BLANK, TITLE, HEADER, TOTAL, ODD = "blank", "title", "header", "total", "too_few"


@dataclass
class Block:
    """The rows below one title, and what its total says."""

    labels: tuple[str, ...]
    rows: list[Record] = field(default_factory=list)
    total: int | None = None


@dataclass(frozen=True)
class Print:
    """How a report is printed: where its columns stand, what they are called, and what titles say."""

    columns: tuple[int, ...]
    names: tuple[str, ...]
    headers: frozenset[tuple[str, ...]]
    labels: tuple[str, ...]
    first: int


@dataclass
class Sorted:
    """Every record of a report as what it is."""

    heading: Heading
    rows: list[Record]
    refused: list[tuple[Record, str]]
    named: list[tuple[int, str]]
    said: list[Said]


def read_print(found: Sequence[Record]) -> Sorted | None:
    """The rows of a printed report, each with what the title above it says; None when this is none."""
    how = print_of(found)
    if how is None:
        return None
    blocks, refused, named = sorted_out(found, how)
    rows = [Record(one.line, [*block.labels, *one.cells]) for block in blocks for one in block.rows]
    width = max((len(one.cells) for one in rows), default=0)
    rows = [Record(one.line, one.cells + [""] * (width - len(one.cells))) for one in rows]
    names = (*how.labels, *how.names)
    # A column without a name or a value is one that only titles stood in.
    kept = [n for n in range(width) if (n < len(names) and names[n]) or any(one.cells[n].strip() for one in rows)]
    rows = [Record(one.line, [one.cells[n] for n in kept]) for one in rows]
    names = tuple(names[n] if n < len(names) else "" for n in kept)
    said: list[Said] = [Remark(
        mark("Dit is een afgedrukt overzicht met {n} blokken. Wat boven een blok staat is een kolom: {columns}."),
        {"n": len(blocks), "columns": ", ".join(how.labels)},
    ), *about_totals(blocks)]  # fmt: skip
    heading = Heading(names, how.first, how.first, found[how.first].line, ())
    return Sorted(heading, rows, refused, named, said) if rows else None


def print_of(found: Sequence[Record]) -> Print | None:
    """How these records are printed; None unless a header over a rule comes back below titles that differ."""
    rules = [place for place, one in enumerate(found) if place and is_header_rule(one) and words_only(found[place - 1])]
    if len(rules) < 2:
        return None
    columns = tuple(n for n, cell in enumerate(found[rules[0]].cells) if RULE.fullmatch(cell.strip()))
    heads = Counter(within(found[place - 1], columns) for place in rules)
    head, times = heads.most_common(1)[0]
    labels = labels_of(found, columns, rules[0])
    if times < 2 or len(columns) < 2 or not labels:
        return None
    above = Counter(within(found[place - 2], columns) for place in rules if place > 1)
    upper, often = above.most_common(1)[0] if above else ((), 0)
    over = upper if often > len(rules) / 2 and not LABEL.fullmatch("".join(upper)) else ("",) * len(columns)
    names = [" ".join(" ".join(pair).split()) for pair in zip(over, head, strict=True)]
    width = max(len(one.cells) for one in found)
    named = dict(zip(columns, names, strict=True))
    every = tuple(named.get(n, "") for n in range(width))
    return Print(columns, every, frozenset({*heads, over}), labels, rules[0] - 1)


def labels_of(found: Sequence[Record], columns: Sequence[int], first: int) -> tuple[str, ...]:
    """What the titles of blocks name: those above the first header, with a colon, that mostly say something else."""
    said: dict[str, list[str]] = {}
    for place, one in enumerate(found):
        if match := LABEL.fullmatch(text_of(one, columns)):
            name = match[1].strip()
            if place < first:
                said.setdefault(name, [])
            if name in said:
                said[name].append(match[2].strip())
    return tuple(name for name, values in said.items() if len(values) > 1 and len(set(values)) > len(values) / 2)


def sorted_out(
    found: Sequence[Record], how: Print
) -> tuple[list[Block], list[tuple[Record, str]], list[tuple[int, str]]]:
    """The blocks of a report, what is no row of any, and what is named."""
    blocks, refused, named = [Block(("",) * len(how.labels))], list[tuple[Record, str]](), list[tuple[int, str]]()
    for place, one in enumerate(found):
        text = text_of(one, how.columns)
        label = LABEL.fullmatch(text)
        if label and label[1].strip() in how.labels:
            values = dict(zip(how.labels, blocks[-1].labels, strict=True))
            values[label[1].strip()] = " ".join(label[2].split())
            if tuple(values.values()) != blocks[-1].labels:
                blocks.append(Block(tuple(values.values())))
            named.append((one.line, TITLE))
        elif not text or is_rule(one) or within(one, how.columns) in how.headers:
            named.append((one.line, BLANK if not text else HEADER))
        elif place > how.first and is_row(one, how.columns):
            blocks[-1].rows.append(one)
        elif (number := ending_number(text)) is not None and place > how.first and blocks[-1].rows:
            blocks[-1].total = number if blocks[-1].total is None else blocks[-1].total
            named.append((one.line, TOTAL))
        elif place < how.first or PAGE.fullmatch(text) or label or RULE.search(text):
            named.append((one.line, TITLE))
        else:
            refused.append((one, ODD))
    return [one for one in blocks if one.rows or one.total is not None], refused, named


def is_rule(one: Record) -> bool:
    """Whether a record is a line drawn under or over columns; a number beside it may have been put there later."""
    cells = [cell.strip() for cell in one.cells if cell.strip()]
    drawn = [cell for cell in cells if RULE.fullmatch(cell)]
    return bool(drawn) and bool(RULE.fullmatch(cells[0])) and all(cell in drawn or cell.isdigit() for cell in cells)


def is_header_rule(one: Record) -> bool:
    """Whether a line is drawn under several columns."""
    return is_rule(one) and sum(bool(RULE.fullmatch(cell.strip())) for cell in one.cells) > 1


def words_only(one: Record) -> bool:
    """Whether a record may name columns: words, and at most a number put beside them later."""
    cells = [cell for cell in one.cells if cell.strip()]
    return sum(kind_of(cell) == "text" for cell in cells) >= 2 and not is_rule(one)


def is_row(one: Record, columns: Sequence[int]) -> bool:
    """Whether a record has a name and a number where the columns stand."""
    cells = [one.cells[n].strip() if n < len(one.cells) else "" for n in columns]
    return bool(cells[0]) and any(kind_of(cell) == "number" for cell in cells[1:]) and not LABEL.fullmatch(cells[0])


def within(one: Record, columns: Sequence[int]) -> tuple[str, ...]:
    """The cells below these columns, without spaces around them."""
    return tuple(one.cells[n].strip() if n < len(one.cells) else "" for n in columns)


def text_of(one: Record, columns: Sequence[int]) -> str:
    """What a line says that was cut into cells wherever a column happened to end."""
    return "".join(one.cells[: max(columns) + 1]).strip()


def ending_number(text: str) -> int | None:
    """The number a line of words ends in."""
    match = re.fullmatch(r".*[A-Za-z].*?[:\s]\s*(\d[\d.,]*)", text)
    return int(re.sub(r"[.,]", "", match[1])) if match else None


def about_totals(blocks: Sequence[Block]) -> list[Said]:
    """Whether the rows of each block add up to the total printed below it."""
    told = [(one, sum_of(one)) for one in blocks if one.total is not None]
    wrong = [one.labels for one, added in told if added != one.total]
    said: list[Said] = []
    if len(told) > len(wrong):
        right = mark("Van {n} blokken kloppen de rijen met het totaal eronder.")
        said.append(Remark(right, {"n": len(told) - len(wrong)}))
    if wrong:
        odd = mark("Van {n} blokken tellen de rijen niet op tot het totaal eronder: {blocks}.")
        said.append(Remark(odd, {"n": len(wrong), "blocks": "; ".join(map(", ".join, wrong[:5]))}))
    return said


def sum_of(block: Block) -> int:
    """What the first number of each row adds up to."""
    numbers = [next((cell for cell in one.cells[1:] if kind_of(cell) == "number"), "0") for one in block.rows]
    return sum(int(re.sub(r"[.,\s]", "", one)) for one in numbers)
