"""What goes out again: the rows that were refused, with why, and everything the library knows, as files."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from biebwijzer.access import Workspace
from biebwijzer.exports.formulas import looks_like_formula
from biebwijzer.exports.lists import Sheet, workbook
from biebwijzer.relations.importing import own_columns, vcards
from biebwijzer.relations.importing.agreed import consent_list, with_consents
from biebwijzer.relations.importing.comparing import DOUBLE, QUESTIONS, REFUSED, Compared, Preview, may_import
from biebwijzer.relations.importing.fields import FIELDS, KINDS, LINE, ORGANISATION, PERSON, WHY
from biebwijzer.relations.own_fields import OwnField
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

# What of a card goes along, under the headings by which an import knows it again.
COLUMNS: Mapping[str, Sequence[str]] = {
    PERSON: ("first_name", "infix", "last_name", "email", "phone", "postcode", "place", "organisation", "role", "since",
             "note", "person_id"),
    ORGANISATION: ("name", "kind", "postcode", "place", "phone", "website", "brin", "municipality_id", "part_of",
                   "note", "organisation_id"),
}  # fmt: skip
# What goes along for whoever reads it, and that an import passes by.
TOLD = {"part_of": mark("Hoort bij")}
FILES = {PERSON: "personen", ORGANISATION: "organisaties"}


def refused_rows(looked: Preview, words: Words, choices: Mapping[int, str] | None = None) -> bytes:
    """The rows that were refused, as they stood in the list, with the line and why; and doubles nobody chose for."""
    left = [one for one in looked.rows if one.outcome == REFUSED]
    left += [one for one in looked.of(DOUBLE) if (choices or {}).get(one.row.line, "skip") == "skip"]
    width = max([len(looked.heads), *(len(one.row.cells) for one in left)])
    heads = [*looked.heads, *(f"{n}" for n in range(len(looked.heads) + 1, width + 1))]
    rows = [[*one.row.cells, *[""] * (width - len(one.row.cells)), one.row.line, told(one, words)] for one in left]
    return workbook([Sheet(words("Geweigerd"), [*heads, words(LINE), words(WHY)], rows)])


def told(one: Compared, words: Words) -> str:
    """Why a row was refused, or what it is a double of, in sentences without marks."""
    if one.outcome == DOUBLE:
        return " ".join(like_told(one, words))
    return " ".join(dict.fromkeys(words(why.word, **why.values).replace("**", "") for why in one.why))


def like_told(one: Compared, words: Words) -> Iterator[str]:
    """Per card or row what a double looks like, and what says so."""
    for like in one.like:
        why = ", ".join(words(word) for word in like.why)
        if like.line is not None:
            said = words("Staat ook op regel {line}: {name}", line=like.line, name=like.name)
        else:
            said = words("Lijkt op {name}", name=like.name)
        yield f"{said} ({why})." if why else f"{said}."


def everything(workspace: Workspace, library: str) -> dict[str, bytes]:
    """Everybody and everything the library knows: a workbook, cards for a telephone, lists for programs."""
    may_import(workspace, library)
    workspace.log("relations.list.exported", "relations.person", None)
    words = workspace.words
    found = {kind: workspace.ask(QUESTIONS[kind], library_id=library).rows.to_dicts() for kind in KINDS}
    agreed = workspace.ask("relations/every_consent", library_id=library).rows.to_dicts()
    own = own_columns.of_library(workspace, library)
    tables = {kind: _table(kind, found[kind], own, words) for kind in KINDS}
    tables[PERSON] = with_consents(tables[PERSON], found[PERSON], agreed, words)
    sheets = [Sheet(words(KINDS[kind]).capitalize(), *tables[kind]) for kind in KINDS]
    sheets.append(Sheet(words("Toestemmingen"), *consent_list(agreed, words)))
    lists = {f"{FILES[kind]}.csv": as_csv(*tables[kind]) for kind in KINDS}
    lists["toestemmingen.csv"] = as_csv(*consent_list(agreed, words))
    return {"relaties.xlsx": workbook(sheets), "relaties.vcf": vcards.written(found[PERSON]), **lists}


def _table(kind: str, cards: Sequence[Row], own: Sequence[OwnField], words: Words) -> tuple[list[str], list[list[Any]]]:
    """A list that is taken along, its own fields last."""
    names, beside = own_columns.handed([one for one in own if one.subject == kind], cards, words)
    rows = [[*row, *more] for row, more in zip(cells(kind, cards), beside, strict=True)]
    return [*heads(kind, words), *names], rows


def heads(kind: str, words: Words) -> list[str]:
    """The headings of a list that is taken along."""
    return [words({**FIELDS[kind], **TOLD}[name]) for name in COLUMNS[kind]]


def cells(kind: str, cards: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """The rows of a list that is taken along."""
    return [[card[name] for name in COLUMNS[kind]] for card in cards]


def as_csv(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Rows with commas and days in ISO notation; a text that looks like a formula gets the apostrophe of a text."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([[as_text(value) for value in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_text(value: object) -> str:
    """A value that a spreadsheet shows and never runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if looks_like_formula(text) else text
