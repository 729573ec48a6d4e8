"""The official list of schools: read, compared with what is there, and taken over in one act that can be undone."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from biebwijzer.access import Saved, Workspace, filled, new_id, own_library
from biebwijzer.problems import ContractBroken
from biebwijzer.relations import organisations
from biebwijzer.relations.naming import place_name, searchable
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.words import mark

# Column of the list -> what it is here.
COLUMNS = {
    "PROVINCIE": "province",
    "VESTIGINGSCODE": "brin",
    "VESTIGINGSNAAM": "name",
    "PLAATSNAAM": "place",
    "GEMEENTENUMMER": "municipality",
    "TELEFOONNUMMER": "phone",
    "INTERNETADRES": "website",
}
BIGGEST = 20_000_000
# What the list decides; a note, and all else a colleague wrote, stays as it is.
FROM_THE_LIST = ("name", "place", "municipality_id", "phone", "website")


@dataclass(frozen=True)
class School:
    """One row of the list."""

    province: str
    draft: OrganisationDraft


@dataclass(frozen=True)
class Comparison:
    """What taking over the list would do: added, changed with the id they have here, and what stays the same."""

    new: tuple[OrganisationDraft, ...]
    changed: tuple[tuple[str, int, OrganisationDraft], ...]
    same: int


def read_list(content: bytes) -> list[School]:
    """The schools in a file as the government publishes it; another kind of file is refused with what it lacks."""
    if len(content) > BIGGEST:
        raise ContractBroken(mark("Dit bestand is te groot voor een lijst met scholen."))
    try:
        return _read(csv.DictReader(io.StringIO(_text(content), newline=""), delimiter=";"))
    except csv.Error:
        raise ContractBroken(mark("Dit bestand is beschadigd. Haal het opnieuw op bij DUO.")) from None


def _read(table: "csv.DictReader[str]") -> list[School]:
    lacking = sorted(set(COLUMNS) - set(table.fieldnames or ()))
    if lacking:
        raise ContractBroken(
            mark("Dit is niet de lijst met schoolvestigingen: {columns} ontbreekt. Kies het csv-bestand van DUO."),
            columns=", ".join(lacking),
        )
    found: dict[str, School] = {}
    for line in table:
        cells = {meaning: (line.get(column) or "").strip() for column, meaning in COLUMNS.items()}
        if cells["brin"] and searchable(cells["name"]):
            found[cells["brin"]] = School(cells["province"], _draft(cells))
    return list(found.values())


def _text(content: bytes) -> str:
    """The file as text: DUO writes cp1252, and now and then UTF-8 with a mark in front."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _draft(cells: dict[str, str]) -> OrganisationDraft:
    return OrganisationDraft(
        name=cells["name"],
        kind="primary_school",
        place=place_name(cells["place"]) or None,
        phone=filled(cells["phone"]),
        website=filled(cells["website"]),
        brin=cells["brin"],
        municipality_id=f"GM{cells['municipality'].zfill(4)}" if cells["municipality"] else None,
    )


def provinces(schools: Sequence[School]) -> list[str]:
    """The provinces in the list, in order of name."""
    return sorted({school.province for school in schools})


def compare(workspace: Workspace, schools: Sequence[School], province: str | None) -> Comparison:
    """What would change, without changing anything."""
    known = {row["brin"]: row for row in workspace.ask("relations/schools").rows.iter_rows(named=True)}
    new, changed, same = [], [], 0
    for school in schools:
        if province and school.province != province:
            continue
        row = known.get(school.draft.brin)
        if row is None:
            new.append(school.draft)
        elif any(getattr(school.draft, column) != row[column] for column in FROM_THE_LIST):
            changed.append((row["organisation_id"], row["row_version"], school.draft))
        else:
            same += 1
    return Comparison(tuple(new), tuple(changed), same)


def take_over(workspace: Workspace, comparison: Comparison) -> Saved | None:
    """Add and change everything in one act; None when there is nothing to do."""
    if not comparison.new and not comparison.changed:
        return None
    library = own_library(workspace)
    import_id = new_id()
    with workspace.change("relations.schools.imported") as act:
        known = {
            row["brin"]
            for row in act.transaction.find("relations.organisation", {"library_id": library})
            if row["brin"]
        }
        for draft in comparison.new:
            # Compared some time ago: a colleague may have imported the same list since.
            if draft.brin not in known:
                act.add("relations.organisation", {"library_id": library, **organisations.columns(draft)})
        for row_id, seen, draft in comparison.changed:
            columns = organisations.columns(draft)
            values = {name: columns[name] for name in (*FROM_THE_LIST, "search_name")}
            act.update("relations.organisation", row_id, values, seen)
    return Saved(import_id, act.audit_id)
