"""Where the table stands among the records: titles above it, its header, its rows, and what is no row of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from biebwijzer.intake.recognising.asking import Answers, NotRecognised, Question, Remark, Said
from biebwijzer.intake.recognising.headers import Heading, find_heading, repeats
from biebwijzer.intake.recognising.levels import filled, is_rule, kinds_of_columns
from biebwijzer.intake.recognising.neighbours import above, below, beside, names_below, strays, unframed
from biebwijzer.intake.recognising.notes import (
    count_marks,
    first_cell,
    is_total,
    lone_values,
    note_question,
    notes_below,
)
from biebwijzer.intake.recognising.prints import read_print
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.values import kind_of
from biebwijzer.words import mark

MOST_REFUSED = 0.2
FEW = 2
# What is named without being a row of the table.
BLANK, TITLE, HEADER, AGAIN, NOTE = "blank", "title", "header", "header_again", "note"
TOO_FEW, TOO_MANY, QUOTES = "too_few", "too_many", "unreadable"


@dataclass(frozen=True)
class Table:
    """A header, its rows, what was refused and what is named: together every record of the file."""

    heading: Heading
    rows: list[Record]
    refused: tuple[tuple[Record, str], ...] = ()
    named: tuple[tuple[int, str], ...] = ()
    totals: tuple[int, ...] = ()
    other_width: bool = False
    lone: tuple[int, ...] = ()
    stray: tuple[int, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass
class Sorting:
    """The records below a header while they are being told apart."""

    rows: list[Record] = field(default_factory=list)
    refused: list[tuple[Record, str]] = field(default_factory=list)
    named: list[tuple[int, str]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    again: list[int] = field(default_factory=list)


def lay_out(found: Sequence[Record], answers: Answers, quoteless: bool = False) -> Table:
    """The table in these records, with every record accounted for; `quoteless` where no value stands in quotes."""
    printed = read_print(found) if answers.get("print") != "nee" else None
    if printed is not None:
        return Table(printed.heading, printed.rows, tuple(printed.refused), tuple(printed.named),
                     said=tuple(printed.said))  # fmt: skip
    found = unframed(found)
    usual = usual_width(found)
    heading = find_heading(found, usual, answers)
    kinds = kinds_of_columns(found[heading.ends :], usual)
    sorting = Sorting(said=list(heading.said))
    sorting.named += [(one.line, TITLE if filled(one) or one.fault else BLANK) for one in found[: heading.begins]]
    wider = [one for one in found[: heading.begins] if len(one.cells) > usual > 1 and filled(one) > usual]
    if len(wider) > 1 and heading.line is not None:
        # Titles are narrower than a table: these are rows of another one.
        ask_which_table(heading.line, sorting)
    elif (line := above(found[: heading.begins])) is not None:
        ask_which_table(line, sorting)
    sorting.named += [(one.line, HEADER if filled(one) else BLANK) for one in found[heading.begins : heading.ends]]
    body = doubted(found[heading.ends :]) if quoteless else found[heading.ends :]
    notes = 0 if answers.get("notes") == "nee" else notes_below(body, usual, kinds)
    sorting.said += [
        note_question(one) for one in body[len(body) - notes :] if filled(one) and len(one.cells) == usual
    ][:1]
    sorting.named += [(one.line, NOTE if filled(one) else BLANK) for one in body[len(body) - notes :]]
    sort_rows(body[: len(body) - notes], heading, usual, kinds, sorting)
    if answers.get("tables") == "nee":
        raise NotRecognised(mark("Er staat meer dan één tabel in dit bestand. Lever ze los aan."))
    if answers.get("quotes") == "nee":
        sorting.refused += [(one, QUOTES) for one in sorting.rows if swallowed(one, usual)]
        sorting.rows = [one for one in sorting.rows if not swallowed(one, usual)]
    ask_about_block(body[: len(body) - notes], usual, sorting)
    if usual == 1:
        ask_about_lines(sorting)
    ask_about_neighbours(body[: len(body) - notes], usual, heading, kinds, sorting)
    if len(sorting.again) == 1:
        # On every page of a print it comes back; once may as well be a second table.
        ask_which_table(sorting.again[0], sorting)
    other_width = bool(heading.names) and len(heading.names) != usual and bool(sorting.rows)
    ask_about_widths(heading, usual, sorting, other_width)
    totals = tuple(one.line for one in sorting.rows if is_total(one))
    if totals:
        sorting.said.append(Remark(mark("Regel {rows} is een totaal."), {"rows": some(totals)}))
    return Table(heading, sorting.rows, tuple(sorting.refused), tuple(sorting.named), totals, other_width,
                 lone_values(sorting.rows, usual, kinds), strays(sorting.rows, heading, usual),
                 tuple(sorting.said))  # fmt: skip


def doubted(body: Sequence[Record]) -> Sequence[Record]:
    """The records, with faults for the one or two that hold a quote where no other value has one."""
    loose = {one.line for one in body if any(is_loose(cell) for cell in one.cells)}
    if not loose or len(loose) > FEW:
        return body
    return [replace(one, fault=True) if one.line in loose else one for one in body]


def is_loose(cell: str) -> bool:
    """Whether a cell has a lone quote in it, or begins with one that does not close at its end alone."""
    return '"' in cell and (cell.count('"') % 2 == 1 or cell.lstrip().startswith('"'))


def usual_width(found: Sequence[Record]) -> int:
    """The width most records have that hold more than one value; one when there are none."""
    many = Counter(len(one.cells) for one in found if not one.fault and len(one.cells) > 1 and filled(one))
    single = sum(len(one.cells) == 1 and filled(one) == 1 and not one.fault for one in found)
    if not many:
        if not single:
            raise NotRecognised(mark("Er staat geen tabel in dit bestand."))
        return 1
    width, times = max(many.items(), key=lambda item: (item[1], item[0]))
    return width if times > 1 or times >= single else 1


def sort_rows(body: Sequence[Record], heading: Heading, usual: int, kinds: Mapping[int, str], sorting: Sorting) -> None:
    """Tell rows from empty lines, headers once more and rows that do not fit."""
    after_title = 0
    for place, one in enumerate(body):
        if one.fault:
            sorting.refused.append((one, QUOTES))
        elif not filled(one):
            empty_line(one, usual, place, body, sorting)
        elif is_rule(one):
            sorting.named.append((one.line, BLANK if place else HEADER))
        elif repeats(one, heading):
            sorting.again.append(one.line)
            if after_title and place - after_title < 4:
                ask_which_table(body[after_title].line, sorting)
            sorting.named.append((one.line, AGAIN))
        elif len(one.cells) != usual:
            sorting.refused.append((one, TOO_FEW if len(one.cells) < usual else TOO_MANY))
            after_title = place if filled(one) == 1 else after_title
        else:
            if swallowed(one, usual) and not has_asked(sorting, "quotes"):
                sorting.said.append(swallowed_question(one))
            if is_other_header(one, kinds) or begins_anew(body, place, usual):
                ask_which_table(one.line, sorting)
            if filled(one) == 1 and usual > 1 and not is_total(one):
                after_title = place
                if usual > 2 and place and not filled(body[place - 1]):
                    ask_which_table(one.line, sorting)
            sorting.rows.append(one)


def empty_line(one: Record, usual: int, place: int, body: Sequence[Record], sorting: Sorting) -> None:
    """An empty line is named; in a file of one column it may be a row without a value, so it is refused."""
    if usual == 1:
        sorting.refused.append((one, TOO_FEW))
    else:
        sorting.named.append((one.line, BLANK))


def ask_about_block(body: Sequence[Record], usual: int, sorting: Sorting) -> None:
    """Ask when several records in a row have one other width: that may be another table."""
    run: list[Record] = []
    for before, one in zip([None, *body], body, strict=False):
        width = len(one.cells)
        if one.fault or width == usual or width < 2 or not filled(one):
            run = []
            continue
        goes_on = bool(run) and len(run[-1].cells) == width
        run = [*run, one] if goes_on else [one]
        apart = before is not None and not filled(before)
        if not goes_on:
            set_apart = apart
        if len(run) >= (2 if set_apart else 3):
            ask_which_table(run[0].line, sorting)
            return


def ask_about_neighbours(
    body: Sequence[Record], usual: int, heading: Heading, kinds: Mapping[int, str], sorting: Sorting
) -> None:
    """Ask when another table seems to stand beside this one or below it."""
    if heading.line is None or len(heading.names) != usual:
        return
    lines = (beside(sorting.rows, heading.names), below(body, usual), None if kinds else names_below(body, usual))
    if (line := next((one for one in lines if one is not None), None)) is not None:
        ask_which_table(line, sorting)


def has_asked(sorting: Sorting, key: str) -> bool:
    """Whether something was asked already."""
    return any(isinstance(said, Question) and said.key == key for said in sorting.said)


def ask_which_table(line: int, sorting: Sorting) -> None:
    """Ask once about a second table."""
    if not has_asked(sorting, "tables"):
        sorting.said.append(Question(
            "tables",
            mark("Op regel {row} lijkt een andere tabel te beginnen. Horen alle rijen bij elkaar?"),
            {"row": line}, ("ja", "nee"),
        ))  # fmt: skip


def begins_anew(body: Sequence[Record], place: int, usual: int) -> bool:
    """Whether a row of words only follows an empty line, where numbers or dates stood above it."""
    if (
        not place
        or filled(body[place - 1])
        or any(kind_of(cell) not in ("text", "nothing") for cell in body[place].cells)
    ):
        return False
    above = kinds_of_columns(body[max(0, place - 60) : place], usual)
    return any(kind_of(body[place].cells[n]) == "text" for n in above)


def is_other_header(one: Record, kinds: Mapping[int, str]) -> bool:
    """Whether a row has words in (nearly) all columns that hold numbers or dates otherwise."""
    if len(kinds) < 2:
        return False
    seen = [kind_of(one.cells[n]) for n in kinds]
    return seen.count("text") >= max(2, 0.7 * len(seen)) and not any(
        kind == kinds[n] for n, kind in zip(kinds, seen, strict=True)
    )


def swallowed(one: Record, usual: int) -> bool:
    """Whether a cell holds lines that look like whole rows: its closing quote may have been left out."""
    return usual > 1 and any(
        "\n" in cell and any(count_marks(line) >= max(usual - 1, 2) for line in cell.splitlines()[1:])
        for cell in one.cells
    )


def ask_about_lines(sorting: Sorting) -> None:
    """Ask about the one or two values of a file of one column that run over more lines: they may be more rows."""
    runs = [one for one in sorting.rows if any("\n" in cell or "\r" in cell for cell in one.cells)]
    if 0 < len(runs) <= FEW and len(sorting.rows) > len(runs) and not has_asked(sorting, "quotes"):
        sorting.said.append(swallowed_question(runs[0]))


def swallowed_question(one: Record) -> Question:
    """Ask whether lines within quotes belong to one cell."""
    return Question(
        "quotes",
        mark("In regel {row} loopt een cel over meer regels die zelf rijen lijken. Hoort dat zo?"),
        {"row": one.line},
        ("ja", "nee"),
    )


def ask_about_widths(heading: Heading, usual: int, sorting: Sorting, other_width: bool) -> None:
    """Ask when too many rows do not fit, or when the header has another width than all rows."""
    rows, refused = len(sorting.rows), len(sorting.refused)
    if other_width and not is_trailing(sorting.rows, heading) and not has_row_names(sorting.rows, heading):
        sorting.said.append(Question(
            "widths",
            mark("De kop heeft {expected} kolommen, alle rijen hebben er {n}. Welke naam hoort waar?"),
            {"n": usual, "expected": len(heading.names)}, ("bewaar",),
        ))  # fmt: skip
    if refused > max(1, MOST_REFUSED * (rows + refused)) or (refused and not rows) or (refused and other_width):
        sorting.said.append(Question(
            "widths",
            mark("{n} rijen hebben niet evenveel kolommen als de kop ({expected}). Wat hoort waar?"),
            {"n": refused, "expected": len(heading.names) or usual}, ("weiger",),
        ))  # fmt: skip


def is_trailing(rows: Sequence[Record], heading: Heading) -> bool:
    """Whether every row only has an empty cell more than the header: a separator behind the last value."""
    width = len(heading.names)
    # A name with a quote in it may be two of which the separator was lost.
    whole = not any('"' in name for name in heading.names)
    return whole and all(not "".join(one.cells[width:]).strip() for one in rows) and len(rows[0].cells) > width > 1


def has_row_names(rows: Sequence[Record], heading: Heading) -> bool:
    """Whether rows begin with a name of their own that the header has no place for, as R writes them."""
    first = [first_cell(one) for one in rows]
    return (
        len(rows[0].cells) == len(heading.names) + 1 > 2
        and len(set(first)) == len(first)
        and all(kind_of(name) == "text" or name == str(n) for n, name in enumerate(first, start=1))
        and "" not in heading.names
    )


def whole_names(table: Table) -> list[str]:
    """A name for every column: one without gets its number, so that none is read past in silence."""
    names = list(table.heading.names)
    width = len(table.rows[0].cells) if table.rows else len(names)
    if table.other_width and len(names) < width and any(one.cells[-1].strip() for one in table.rows):
        names = [""] * (width - len(names)) + names
    names += [""] * (width - len(names))
    return [name or f"col_{n}" for n, name in enumerate(names)]


def some(lines: Sequence[int]) -> str:
    """The first few lines of many."""
    return ", ".join(str(line) for line in lines[:5]) + (", …" if len(lines) > 5 else "")
