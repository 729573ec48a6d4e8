"""Questions as text: a .sql file and the header that is part of the program."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from biebwijzer.problems import ContractBroken, UnknownQuery
from biebwijzer.settings import ROOT
from biebwijzer.words import Part, mark

QUERIES = ROOT / "queries"
HEADER_LINE = re.compile(r"^-- (\w+): (.*)$")
PARAM = re.compile(r"(\w+)\s*\(([^)]*)\)")
REQUIRED = ("purpose", "grain", "unit", "owner", "version")
# How a measure is counted, in words: as a whole, or above and below the line.
COUNTED = ("counted", "numerator", "denominator")
TYPES = {"date": date, "text": str, "integer": int, "texts": list}
EXPECTED = {"date": mark("jjjj-mm-dd"), "integer": mark("geheel getal")}


@dataclass(frozen=True)
class Param:
    """One value a question takes: its type, whether it may be left out, whether it narrows or splits the selection."""

    name: str
    kind: str
    optional: bool = False
    narrows: bool = False
    splits: bool = False

    def read(self, text: str) -> object:
        """The value written as `text` on a command line or in an address."""
        try:
            # Half a sign, of a terminal in other letters, is none the engine takes.
            text.encode()
            if self.kind == "date":
                return date.fromisoformat(text)
            if self.kind == "integer":
                return int(text)
            return text.split(",") if self.kind == "texts" else text
        except ValueError:
            raise UnknownQuery(
                mark("'{value}' past niet bij {name}. Verwacht: {kind}."),
                value=text,
                name=self.name,
                kind=Part(EXPECTED.get(self.kind, mark("tekst"))),
            ) from None


@dataclass(frozen=True)
class Query:
    """One question: its text, and the header from which 'Leg dit getal uit' and Definities are made."""

    name: str
    text: str
    purpose: Mapping[str, str]
    grain: Mapping[str, str]
    unit: str
    owner: str
    version: int
    formula: str = ""
    params: tuple[Param, ...] = ()
    counts: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    averages: tuple[str, ...] = ()
    rows: str | None = None
    measure: str | None = None
    headers: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_measure(self) -> bool:
        """Whether it counts something that has a definition; other questions give rows, choices or names."""
        return bool({"formula", *COUNTED} & set(self.headers))

    @property
    def room(self) -> str:
        """The room it belongs to."""
        return self.name.split("/")[0]

    @property
    def changed(self) -> date | None:
        """The day on which this version of the definition came into force."""
        text = self.headers.get("changed")
        return date.fromisoformat(str(text)) if text else None

    def said(self, key: str) -> Mapping[str, str] | None:
        """What the header says under that key in both languages, or None."""
        found = self.headers.get(key)
        return found if isinstance(found, dict) else None

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of the whole text: two answers with the same one were asked the same."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def header_of(text: str) -> dict[str, object]:
    """The `-- key: value` lines a file starts with; values in braces or brackets are TOML."""
    found: dict[str, object] = {}
    for line in text.splitlines():
        match = HEADER_LINE.match(line)
        if match is None:
            break
        key, value = match.groups()
        found[key] = tomllib.loads(f"x = {value}")["x"] if value[:1] in "{[" else value.strip()
    return found


def names(value: object) -> tuple[str, ...]:
    """A comma-separated header value as names."""
    return tuple(part.strip() for part in str(value or "").split(",") if part.strip())


def params_of(value: object) -> tuple[Param, ...]:
    """Read `since (date), branch_id (text, optional, narrows)`."""
    found = []
    for name, inside in PARAM.findall(str(value or "")):
        kind, *marks = names(inside)
        if kind not in TYPES:
            raise ContractBroken(mark("Onbekend soort '{kind}' voor {name}."), kind=kind, name=name)
        found.append(Param(name, kind, "optional" in marks, "narrows" in marks, "splits" in marks))
    return tuple(found)


def parse(name: str, text: str) -> Query:
    """A query from its text; a header that lacks something is named."""
    header = header_of(text)
    lacking = [key for key in REQUIRED if key not in header]
    if lacking:
        raise ContractBroken(mark("Query {name} mist in de kop: {keys}."), name=name, keys=", ".join(lacking))
    purpose, grain = header["purpose"], header["grain"]
    if not isinstance(purpose, dict) or {"nl", "en"} - set(purpose):
        raise ContractBroken(mark("Query {name} mist een doel in nl en en."), name=name)
    return Query(
        name=name,
        text=text,
        purpose=purpose,
        grain=grain if isinstance(grain, dict) else {"nl": str(grain), "en": str(grain)},
        unit=str(header["unit"]),
        owner=str(header["owner"]),
        version=int(str(header["version"])),
        formula=str(header.get("formula", "")),
        params=params_of(header.get("params")),
        counts=names(header.get("counts")),
        split=names(header.get("split")),
        averages=names(header.get("averages")),
        rows=str(header["rows"]) if "rows" in header else None,
        measure=str(header["measure"]) if "measure" in header else None,
        headers=header,
    )


@lru_cache(maxsize=512)
def query(name: str) -> Query:
    """The question of that name, read once per process."""
    if not re.fullmatch(r"[a-z_]+/[a-z0-9_]+", name) or not (QUERIES / f"{name}.sql").is_file():
        raise UnknownQuery(mark("Er is geen vraag '{name}'. Bekijk de map queries."), name=name)
    return parse(name, (QUERIES / f"{name}.sql").read_text(encoding="utf-8"))


def all_queries() -> list[Query]:
    """Every question in the house, in order of name."""
    return [query(f"{path.parent.name}/{path.stem}") for path in sorted(QUERIES.glob("*/*.sql"))]


def mart_files() -> list[Path]:
    """Every mart's file."""
    return sorted(QUERIES.glob("*/marts/*.sql"))
