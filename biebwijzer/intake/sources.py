"""Sources: how each delivered file looks, as text; read strictly, so that a typing error never passes in silence."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from biebwijzer.intake.checks import Check, check_of
from biebwijzer.intake.contract import Contract, contracts
from biebwijzer.intake.fields import Field, field_of
from biebwijzer.intake.several import Wide, refuse_unfit_answers, several_of
from biebwijzer.intake.shapes import SAID, TABLE, refuse_unfit
from biebwijzer.intake.source_parts import refuse_unknown, rule_of, texts, wrong
from biebwijzer.intake.sums import refuse_odd_month, refuse_unfit_sums, spelled_out
from biebwijzer.problems import ContractBroken
from biebwijzer.settings import ROOT
from biebwijzer.words import Part, mark

FOLDER = ROOT / "data_loaders"
KINDS = ("events", "snapshot", "history")
# How many days after the last day of what was delivered a source is late.
RHYTHMS: Mapping[str, int] = {"daily": 2, "weekly": 8, "monthly": 45, "quarterly": 120, "yearly": 450, "once": 0}
KNOWN = {
    "": {
        "title", "delivers", "accepts", "kind", "replaces", "identity", "refresh", "period", "rules",
        "file", "columns", "wide", "odata", "checks", "values",
    },
    "file": {"separator", "encoding", "decimal", "thousands", "dates", "missing", "skip", "sheet", "ignore", "totals",
             "read", "answers"},
    "wide": {"months", "into", "measure"},
    "odata": {"table", "filter", "latest"},
}  # fmt: skip


@dataclass(frozen=True)
class OData:
    """A table of open data: which observations of it, and by which dimension only the latest of those."""

    table: str
    filter: str
    latest: str | None = None


@dataclass(frozen=True)
class Source:
    """One source, as its text says."""

    source_id: str
    text: str
    title: Mapping[str, str]
    delivers: str
    kind: str
    refresh: str
    accepts: tuple[str, ...] = ("*.csv",)
    replaces: tuple[str, ...] = ()
    identity: str | None = None
    period: str | None = None
    rules: tuple[tuple[str, str], ...] = ()
    separator: str = ","
    encoding: str = "utf-8"
    decimal: str = "."
    thousands: str = ""
    skip: int = 0
    sheet: str | None = None
    totals: str | None = None
    # A file that is recognised at every delivery, with what a person answered when the source was made.
    read: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    wide: Wide | None = None
    odata: OData | None = None
    checks: tuple[Check, ...] = ()
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def contract(self) -> Contract:
        """The contract this source must meet."""
        return contracts()[self.delivers]

    @property
    def grain(self) -> tuple[str, ...]:
        """What makes a row unique within a delivery; empty when rows carry no identity."""
        if self.contract.grain or self.identity in (None, "none"):
            return self.contract.grain
        return (*self.replaces, str(self.identity))

    @property
    def has_library(self) -> bool:
        """Whether what it delivers belongs to libraries."""
        return any(column.name == "library_id" for column in self.contract.columns)

    @property
    def library(self) -> str | None:
        """The one library this source is always about, if it says so."""
        return next((f.constant for f in self.fields if f.column == "library_id" and f.constant), None)

    @property
    def kept_in_part(self) -> bool:
        """Whether its file is never kept as it comes: it may hold more than is asked for, or member numbers."""
        return self.holds_member_numbers or bool(self.ignore)

    @property
    def holds_member_numbers(self) -> bool:
        """Whether its file holds something that may not be kept as it comes: member numbers or birth dates."""
        return any(f.key or f.year_of for f in self.fields)

    @property
    def parted(self) -> Mapping[str, str]:
        """The heading of a column with several answers in a cell, and what stands between those."""
        return {one.heading: one.parts for one in self.fields if one.heading and one.parts}

    @property
    def hash(self) -> str:
        """Changes when the text or a value list changes: then the same file may give other rows."""
        lists = repr(sorted((name, sorted(values.items())) for name, values in self.lists.items()))
        return hashlib.sha256((self.text + lists).encode()).hexdigest()

    def headings(self) -> list[str]:
        """The headings a file may have, each once."""
        return list(dict.fromkeys(one for f in self.fields for one in f.spelled))

    def families(self) -> list[str]:
        """The headings that stand for the columns of all their months, and are not spelled out for a file."""
        return list(dict.fromkeys(one for f in self.fields for one in f.families))

    def known(self) -> set[str]:
        """The headings this source knows what to do with: of its columns, of its checks, and those it passes over."""
        return {*self.headings(), *self.ignore, *(name for check in self.checks for name in check.headings)}

    def needed(self) -> list[str]:
        """The headings that must be in the file."""
        return self._headings(one for one in self.fields if not one.optional)

    def allowed(self, but: Sequence[str] = ()) -> list[str]:
        """The headings that may be in the file and may be left out of it, `but` those of some columns."""
        needed = set(self.needed())
        beside = self._headings(one for one in self.fields if one.optional and one.column not in but)
        return [one for one in beside if one not in needed]

    @staticmethod
    def _headings(fields: Iterable[Field]) -> list[str]:
        return list(dict.fromkeys(one for f in fields for one in f.spelled))

    def for_file(self, headings: Sequence[str]) -> "Source":
        """The same source for a file with these headings: its months spelled out, without optional columns it lacks."""
        fields = []
        for one in self.fields:
            sums = spelled_out(one.sums, headings)
            if one.optional and one.sums:
                sums = tuple(choice for choice in sums if set(choice) <= set(headings))
            if not one.optional or sums or one.heading in headings:
                fields.append(replace(one, sums=sums))
        return self if tuple(fields) == self.fields else replace(self, fields=tuple(fields))


def wide_of(source_id: str, given: Mapping[str, object] | None, fields: Sequence[Field]) -> Wide | None:
    """How one record becomes several rows: the [wide] part, or a column with several answers; None when it does not."""
    several = several_of(source_id, fields, given is not None)
    if given is None:
        return several
    refuse_unknown(source_id, "[wide]", given, KNOWN["wide"])
    refuse_unfit(source_id, "[wide]", given)
    if set(given) != KNOWN["wide"]:
        raise wrong(source_id, mark("[wide] wil months, into en measure"))
    for heading in texts(given["months"]):
        refuse_odd_month(source_id, str(given["into"]), heading)
    return Wide(str(given["into"]), str(given["measure"]), texts(given["months"]))


def odata_of(source_id: str, given: Mapping[str, str] | None) -> OData | None:
    """The [odata] part, if there is one."""
    if given is None:
        return None
    refuse_unknown(source_id, "[odata]", given, KNOWN["odata"])
    refuse_unfit(source_id, "[odata]", given)
    if not {"table", "filter"} <= set(given):
        raise wrong(source_id, mark("[odata] wil table en filter"))
    return OData(given["table"], given["filter"], given.get("latest"))


def default_replaces(kind: str, contract: Contract) -> tuple[str, ...]:
    """What a later delivery replaces when the source does not say: a snapshot its date, a history all of it.

    Events replace what they name again: the same key, or where there is none the same period.
    """
    names = [column.name for column in contract.columns]
    if kind == "events":
        return tuple(dict.fromkeys(name for name in ("library_id", *contract.grain) if name in names)) + (
            () if contract.grain or contract.period is None else (contract.period,)
        )
    wanted = ("library_id", "reference_date", "counted_on") if kind == "snapshot" else ("library_id",)
    return tuple(name for name in wanted if name in names)


def read_source(source_id: str, text: str, lists: Mapping[str, Mapping[str, str]] | None = None) -> Source:
    """A source from its text; `lists` are value lists that travel with it, else they come from the folder."""
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise wrong(source_id, mark("de tekst is geen TOML ({error})"), error=error) from None
    refuse_unknown(source_id, "", said, KNOWN[""])
    refuse_unfit(source_id, "", said)
    for key in ("title", "delivers", "kind", "refresh", "columns"):
        if key not in said:
            raise wrong(source_id, mark("'{key}' ontbreekt"), key=key)
    file = said.get("file", {})
    refuse_unknown(source_id, "[file]", file, KNOWN["file"])
    refuse_unfit(source_id, "[file]", file)
    for name, given in said.get("values", {}).items():
        if not isinstance(given, dict):
            raise wrong(source_id, mark("'{key}' is {kind}"), key=f"[values] {name}", kind=Part(SAID[TABLE]))
    fields = tuple(field_of(source_id, column, given, file) for column, given in said["columns"].items())
    names = {one.values for one in fields if one.values}
    own_lists = {
        name: {str(spelling).strip().lower(): str(value) for spelling, value in given.items()}
        for name, given in said.get("values", {}).items()
    }
    contract = contracts().get(said["delivers"])
    if contract is None:
        raise wrong(source_id, mark("er is geen tabel {table}"), table=said["delivers"])
    replaces = texts(said.get("replaces")) or default_replaces(said["kind"], contract)
    if "library_id" in {column.name for column in contract.columns} and "library_id" not in replaces:
        replaces = ("library_id", *replaces)
    source = Source(
        source_id=source_id,
        text=text,
        title=said["title"],
        delivers=said["delivers"],
        kind=said["kind"],
        refresh=said["refresh"],
        accepts=texts(said.get("accepts", "*.csv")),
        replaces=replaces,
        identity=said.get("identity"),
        period=said.get("period")
        or contract.period
        or next((p for p in ("since", "valid_from") if contract.has(p)), None),
        rules=tuple(rule_of(source_id, rule) for rule in said.get("rules", [])),
        separator=file.get("separator", ","),
        encoding=file.get("encoding", "utf-8"),
        decimal=file.get("decimal", "."),
        thousands=file.get("thousands", ""),
        skip=file.get("skip", 0),
        sheet=file.get("sheet"),
        totals=file.get("totals"),
        read=file.get("read", ""),
        answers={str(key): str(value) for key, value in file.get("answers", {}).items()},
        ignore=texts(file.get("ignore")),
        fields=fields,
        wide=wide_of(source_id, said.get("wide"), fields),
        odata=odata_of(source_id, said.get("odata")),
        checks=tuple(check_of(source_id, one) for one in said.get("checks", [])),
        lists={name: own_lists.get(name) or (lists or {}).get(name) or value_list(name) for name in names},
    )
    refuse_impossible(source)
    return source


def refuse_impossible(source: Source) -> None:
    """What the text asks must fit the contract."""
    contract, who = source.contract, source.source_id
    given = {one.column for one in source.fields} | (source.wide.fills if source.wide else set())
    for name in (*given, *source.replaces, *(part for rule in source.rules for part in rule)):
        contract.column(name)
    for column in contract.columns:
        # A measure the source does not have lands as missing, because not delivered.
        if column.required and not column.measure and column.name not in given and column.name != "library_id":
            raise wrong(who, mark("kolom {column} moet gevuld worden"), column=column.name)
    if source.kind not in KINDS:
        raise wrong(who, mark("kind is events, snapshot of history, niet '{kind}'"), kind=source.kind)
    if source.refresh not in RHYTHMS:
        raise wrong(who, mark("refresh is een van {known}"), known=", ".join(RHYTHMS))
    if not contract.grain and source.identity is None:
        raise wrong(who, mark('een tabel zonder sleutel vraagt identity: een kolom of "none"'))
    if source.identity not in (None, "none"):
        contract.column(str(source.identity))
    refuse_unfit_answers(who, source.wide, contract, source.grain)
    refuse_unfit_sums(who, source.fields, source.wide, contract)
    if any(one.meter for one in source.fields) and not (source.read and contract.period):
        raise wrong(who, mark('meterstanden vragen read = "recognised" en een kolom met een moment'))
    if set(source.title) != {"nl", "en"}:
        raise wrong(who, mark("title wil nl en en"))
    if len(source.separator) != 1 or any(one.by not in (None, "name") for one in source.fields):
        raise wrong(who, mark('separator is één teken, by is "name"'))
    try:
        "".encode(source.encoding)
    except (LookupError, ValueError):
        raise wrong(who, mark("de tekenset '{encoding}' kennen we niet"), encoding=source.encoding) from None


@lru_cache(maxsize=64)
def value_list(name: str) -> Mapping[str, str]:
    """The list that turns a file's spellings into ours: spelling, lower case -> value."""
    path = FOLDER / "values" / f"{name}.toml"
    if not name.isidentifier() or not path.is_file():
        raise ContractBroken(mark("Er is geen waardelijst '{name}'."), name=name)
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return {str(spelling).strip().lower(): str(value) for spelling, value in said["values"].items()}


def source_file(source_id: str) -> Path:
    """The file of that source."""
    path = FOLDER / f"{source_id}.toml"
    if not source_id.isidentifier() or not path.is_file():
        known = ", ".join(sorted(one.stem for one in FOLDER.glob("*.toml")))
        raise ContractBroken(mark("Er is geen bron '{source}'. Kies uit: {known}."), source=source_id, known=known)
    return path


@lru_cache(maxsize=128)
def source(source_id: str) -> Source:
    """The source of that name."""
    return read_source(source_id, source_file(source_id).read_text(encoding="utf-8"))


def sources() -> list[Source]:
    """Every source in the folder, in order of name."""
    return [source(path.stem) for path in sorted(FOLDER.glob("*.toml"))]
