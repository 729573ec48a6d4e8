"""Open data: a table of Statistics Netherlands, read by OData 4 into a file that goes the way of every file.

Nothing is asked of the internet but by a plan that a steward switched on for a source that says [odata].
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import urllib3

from biebwijzer import clock
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import OData, Source
from biebwijzer.words import mark

# A busy server is asked again a few times within the call; after that the work waits, minutes and not seconds.
AGAIN = urllib3.Retry(
    total=3,
    backoff_factor=0.5,
    backoff_max=5,
    retry_after_max=20,
    status_forcelist=(429, 500, 502, 503, 504),
    allowed_methods=("GET",),
    redirect=False,
    raise_on_status=False,
)
PATIENCE = urllib3.Timeout(connect=10, read=60)
MOST_ROWS = 2_000_000
# Why there is no number, as CBS says it -> the sign of a file for it.
SIGNS = {"Confidential": "x", "Impossible": ""}
UNKNOWN = "."
STANDINGS = {"Voorlopig": "provisional", "NaderVoorlopig": "revised", "Definitief": "definitive"}


@dataclass(frozen=True)
class Vintage:
    """How final figures are, and when they were published."""

    standing: str | None = None
    published_on: date | None = None

    @property
    def as_row(self) -> Mapping[str, Any]:
        """The columns of a run that say so."""
        return {"figure_standing": self.standing, "published_on": self.published_on}


class Table:
    """One table, asked page by page; `breathe` is called before every page and may stop it."""

    def __init__(self, base: str, table: str, breathe: Callable[[], None]) -> None:
        self._address = f"{base.rstrip('/')}/{quote(table)}"
        self._table, self._breathe = table, breathe
        self._pool = urllib3.PoolManager(retries=AGAIN, timeout=PATIENCE, headers={"Accept": "application/json"})

    def page(self, address: str) -> Mapping[str, Any]:
        """One answer; a server that is busy or away is for later, one that does not know the table never will."""
        self._breathe()
        try:
            answer = self._pool.request("GET", address)
        except urllib3.exceptions.HTTPError as error:
            raise clock.Later(
                mark("{host} is niet te bereiken ({kind})."), host=self._host, kind=type(error).__name__
            ) from None
        if answer.status in AGAIN.status_forcelist:
            raise clock.Later(mark("{host} heeft het te druk (code {code})."), host=self._host, code=answer.status)
        if answer.status != 200:
            raise DeliveryRefused(
                mark("{host} geeft tabel {table} niet (code {code}). Klopt de naam nog?"),
                host=self._host,
                table=self._table,
                code=answer.status,
            )
        try:
            found = json.loads(answer.data)
        except ValueError:
            raise clock.Later(mark("{host} gaf een half antwoord."), host=self._host) from None
        return found if isinstance(found, dict) else {}

    @property
    def _host(self) -> str:
        return str(urlsplit(self._address).hostname)

    def rows(self, part: str, query: str = "") -> Iterator[Mapping[str, Any]]:
        """The rows of a part of the table, over all its pages; a next page stands on the same server."""
        address: str | None = f"{self._address}/{part}{query}"
        seen: set[str] = set()
        while address:
            seen.add(address)
            found = self.page(address)
            yield from found.get("value") or []
            address = found.get("@odata.nextLink")
            if address and (urlsplit(address)[:2] != urlsplit(self._address)[:2] or address in seen):
                raise DeliveryRefused(mark("De volgende bladzijde van tabel {table} klopt niet."), table=self._table)

    def published_on(self) -> date | None:
        """The day the table was last changed, where it says so."""
        try:
            return date.fromisoformat(str(self.page(f"{self._address}/Properties").get("Modified"))[:10])
        except ValueError:
            return None

    def latest(self, dimension: str) -> tuple[str, str | None]:
        """The last code of a dimension of time, and how final its figures are."""
        codes = list(self.rows(f"{dimension}Codes"))
        if not codes:
            raise DeliveryRefused(
                mark("Tabel {table} heeft geen perioden in {dimension}."), table=self._table, dimension=dimension
            )
        last = max(codes, key=lambda code: str(code["Identifier"]))
        return str(last["Identifier"]), STANDINGS.get(str(last.get("Status")))


def fetch(source: Source, base: str, folder: Path, breathe: Callable[[], None]) -> tuple[Path, Vintage]:
    """Read the observations a source asks for into a file, and how final they are; half a table is no file."""
    asked: OData = source.odata  # type: ignore[assignment]
    table = Table(base, asked.table, breathe)
    published, wanted, standing, name = table.published_on(), asked.filter, None, asked.table
    if asked.latest:
        code, standing = table.latest(asked.latest)
        wanted, name = f"{wanted} and {asked.latest} eq '{code}'", f"{asked.table}-{code.strip()}"
    vintage = Vintage(standing, published)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = folder / f"{name}.part"
    write(source, table.rows("Observations", f"?$filter={quote(wanted)}"), vintage, half)
    whole = folder / f"{name}.csv"
    half.replace(whole)
    return whole, vintage


def write(source: Source, rows: Iterator[Mapping[str, Any]], vintage: Vintage, path: Path) -> None:
    """Every column the table has, so that one that is new or gone is noticed as in any file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=source.separator, lineterminator="\n")
        heads: list[str] | None = None
        for number, row in enumerate(rows):
            if heads is None:
                heads = list(row)
                writer.writerow([*heads, "Standing", "Published"])
            if list(row) != heads or number >= MOST_ROWS:
                raise DeliveryRefused(mark("De rijen van tabel {name} zijn niet gelijk van vorm."), name=path.stem)
            writer.writerow([*(cell(source, row, head) for head in heads), vintage.standing, vintage.published_on])
        if heads is None:
            raise DeliveryRefused(mark("Tabel {name} geeft geen enkele rij voor deze vraag."), name=path.stem)


def cell(source: Source, row: Mapping[str, Any], head: str) -> str:
    """One cell as a file has it: numbers with the decimal sign of the source, and a sign for why there is none."""
    value = row[head]
    if value is None:
        return SIGNS.get(str(row.get("ValueAttribute")), UNKNOWN) if head == "Value" else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", source.decimal)
    return str(value).strip()
