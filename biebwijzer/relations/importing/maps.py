"""Which column of a list is what, as a small text: said once, kept with its versions, and replayed by its headings."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from biebwijzer.access import Workspace, new_id
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations.importing import own_columns
from biebwijzer.relations.importing.fields import FIELDS, KINDS, NAMING, key_of, likely_kind, never, suggested
from biebwijzer.relations.own_fields import OwnField
from biebwijzer.warehouse import now
from biebwijzer.words import mark

TABLE = "relations.import_map"


@dataclass(frozen=True)
class ImportMap:
    """What a list is about, which heading fills which field, and what was answered about it."""

    kind: str
    columns: Mapping[str, str]
    answers: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    # The own fields of the library, of persons and of organisations; a column can fill those of its kind.
    own: Sequence[OwnField] = field(default=(), compare=False)

    @property
    def fields(self) -> dict[str, OwnField]:
        """The own fields that a column fills, by what the map calls them."""
        return {name: one for name, one in own_columns.named(self.own, self.kind).items() if name in self.columns}


class NotMapped(BiebwijzerError):
    """A map that can't be used for this list."""


def as_text(found: ImportMap, heads: Sequence[str]) -> str:
    """The map as TOML, for whoever keeps it beside the list."""
    lines = [f"kind = {_quoted(found.kind)}", f"heads = [{', '.join(map(_quoted, heads))}]", "", "[columns]"]
    lines += [f"{name} = {_quoted(heading)}" for name, heading in found.columns.items()]
    if found.answers:
        lines += ["", "[answers]", *(f"{_quoted(key)} = {_quoted(said)}" for key, said in found.answers.items())]
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    # A text in JSON is a text in TOML, but for the one sign that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def from_text(text: str) -> ImportMap:
    """A map from its TOML."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise NotMapped(mark("Deze kaart van kolommen is niet te lezen: het is geen TOML.")) from None
    columns, answers, kind = said.get("columns", {}), said.get("answers", {}), said.get("kind", "person")
    texts = [*columns.values(), *answers.values()] if isinstance(columns, dict) and isinstance(answers, dict) else [0]
    if kind not in KINDS or not columns or not all(isinstance(one, str) for one in texts):
        raise NotMapped(
            mark("Deze kaart zegt niet welke kolom wat is. Schrijf: {example}."),
            example='kind = "person", [columns], last_name = "Achternaam"',
        )
    return ImportMap(kind, columns, answers)


def checked(found: ImportMap, heads: Sequence[str]) -> ImportMap:
    """The same map, refused when it asks for what is not there or may not be."""
    strange = [name for name in found.columns if name not in FIELDS[found.kind] and name not in found.fields]
    if strange:
        raise NotMapped(
            mark("De kaart noemt {strange}; dit kan: {columns}."),
            strange=", ".join(strange),
            columns=", ".join(FIELDS[found.kind]),
        )
    gone = [heading for heading in found.columns.values() if heading not in heads]
    if gone:
        raise NotMapped(
            mark("De kaart noemt {gone}, maar het bestand heeft: {heads}."),
            gone=", ".join(gone),
            heads=", ".join(heads),
        )
    barred = [heading for heading in found.columns.values() if never(heading)]
    if barred:
        raise NotMapped(mark("Kolom {columns} bewaren we nooit. Haal hem uit de kaart."), columns=", ".join(barred))
    if not set(NAMING[found.kind]) & set(found.columns):
        raise NotMapped(mark("**Welke kolom is de naam?** Zonder naam kunnen we niemand bewaren."))
    return found


def first_map(heads: Sequence[str], kind: str | None = None, own: Sequence[OwnField] = ()) -> ImportMap:
    """What the headings themselves say."""
    chosen = kind or likely_kind(heads)
    fixed = suggested(heads, chosen)
    return ImportMap(chosen, {**fixed, **own_columns.suggested(heads, fixed, own, chosen)}, own=own)


def kept_map(workspace: Workspace, library: str, heads: Sequence[str]) -> ImportMap | None:
    """The last map that was kept in this library for a list with the same headings."""
    workspace.require_presence()
    if library not in workspace.libraries:
        return None
    with workspace.stores.records.reading() as reading:
        rows = reading.find(TABLE, {"library_id": library, "heads": key_of(heads)}, newest="version", most=1)
    if not rows:
        return None
    found = from_text(rows[0]["content"])
    # Headings that differ only in capitals are the same list.
    known = {key_of([head]): head for head in heads}
    columns = {name: known.get(key_of([heading]), heading) for name, heading in found.columns.items()}
    own = own_columns.of_library(workspace, library)
    there = {*FIELDS[found.kind], *own_columns.named(own, found.kind)}
    still = {name: heading for name, heading in columns.items() if name in there}
    return ImportMap(found.kind, still, found.answers, rows[0]["version"], own)


def keep_map(workspace: Workspace, library: str, heads: Sequence[str], found: ImportMap) -> int:
    """Keep a map for the next list with these headings; its version. The same map again changes nothing."""
    before = kept_map(workspace, library, heads)
    if before and (before.kind, dict(before.columns), dict(before.answers)) == (
        found.kind,
        dict(found.columns),
        dict(found.answers),
    ):
        return before.version
    version = before.version + 1 if before else 1
    with workspace.change("relations.import_map.kept") as act:
        row = {"library_id": library, "heads": key_of(heads), "version": version, "content": as_text(found, heads)}
        act.add(TABLE, {**row, "made_by": workspace.user_id, "made_at": now()}, new_id())
    return version
