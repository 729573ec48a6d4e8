"""Delivery files: rows written as their source reads them, one in a hundred spoiled in a way the quarantine knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from biebwijzer.intake import Field, Source

ORDER = "volgorde.csv"
IMPOSSIBLE = "31-02"
SPOKEN = "ongeveer 20"
# What an export has and its source reads past.
READ_PAST = ("Naam",)


@dataclass(frozen=True)
class Delivered:
    """One file: what it is of, for which library ('' when the file says so itself), its rows and how many are wrong."""

    source_id: str
    library_id: str
    file: str
    rows: int
    spoiled: int


def as_text(source: Source, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with the headings and spellings of the source."""
    asked = [one for one in source.fields if one.heading and (one.column in rows.columns or not one.optional)]
    empty = pl.lit(None, dtype=pl.String)
    written = [
        (spelled(source, one, rows.schema[one.column]) if one.column in rows.columns else empty).alias(str(one.heading))
        for one in asked
    ]
    return rows.select(*written, *(name for name in READ_PAST if name in rows.columns))


def spelled(source: Source, one: Field, kind: pl.DataType) -> pl.Expr:
    """One column as the file writes it."""
    column = pl.col(one.column)
    if one.values:
        column = column.cast(pl.String)
        return column.replace_strict(first_spellings(source.lists[one.values]), return_dtype=pl.String, default=None)
    if kind in (pl.Date, pl.Datetime("us")):
        return column.dt.strftime(one.dates[0])
    if kind == pl.Float64:
        return column.round(4).cast(pl.String).str.replace(".", source.decimal, literal=True)
    signs = [sign for sign, why in one.missing.items() if sign and why == "unknown"]
    text = column.cast(pl.String)
    return text.fill_null(signs[0]) if signs and kind.is_integer() else text


def first_spellings(listed: Mapping[str, str]) -> dict[str, str]:
    """Value -> how an export usually writes it."""
    found: dict[str, str] = {}
    for spelling, value in listed.items():
        found.setdefault(value, spelling[:1].upper() + spelling[1:])
    return found


def spoil(source: Source, text: pl.DataFrame, part: float, rng: np.random.Generator) -> tuple[pl.DataFrame, int]:
    """The same rows with some wrong: a name nearly right, a day that is none, words for a number, a row twice."""
    chosen = np.flatnonzero(rng.random(len(text)) < part)
    ways = ways_to_spoil(source, text)
    if not len(chosen) or not ways:
        return text, 0
    way = rng.integers(0, len(ways), len(chosen))
    number = pl.int_range(pl.len()).alias("row")
    twice = pl.DataFrame(schema=text.schema)
    for place, (kind, heading) in enumerate(ways):
        rows = pl.Series(chosen[way == place])
        hit = number.is_in(rows.implode())
        if kind == "twice":
            twice = text[rows]
            continue
        text = text.with_columns(pl.when(hit).then(wrong(kind, heading)).otherwise(pl.col(heading)).alias(heading))
    return pl.concat([text, twice]), len(chosen)


def ways_to_spoil(source: Source, text: pl.DataFrame) -> list[tuple[str, str]]:
    """Which kinds of mistake this source can have, each with its column."""
    found = []
    for one in source.fields:
        column = source.contract.column(one.column)
        if one.heading not in text.columns or not column.required or one.key or one.year_of:
            continue
        if one.by or one.values:
            found.append(("name", one.heading))
        elif column.dtype in (pl.Date, pl.Datetime("us")):
            found.append(("day", one.heading))
        elif column.measure:
            found.append(("number", one.heading))
    return [*found, *([("twice", "")] if source.grain else [])]


def wrong(kind: str, heading: str) -> pl.Expr:
    """A cell as somebody gets it wrong."""
    if kind == "name":
        return pl.col(heading).str.replace(r"^(..)(.)", "$1$2$2")
    if kind == "day":
        return pl.lit(IMPOSSIBLE) + pl.col(heading).str.slice(5)
    return pl.lit(SPOKEN)


def write(
    folder: Path,
    source: Source,
    library_id: str,
    period: str,
    rows: pl.DataFrame,
    dirty: float,
    rng: np.random.Generator,
) -> Delivered:
    """One file of a source in the folder of a library, and what stands in it."""
    text, spoiled = spoil(source, as_text(source, rows), dirty, rng)
    file = Path(library_id or "provincie") / f"{source.source_id}-{period}.csv"
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    written = text.write_csv(separator=source.separator, line_terminator="\r\n")
    if source.totals:
        written = "\r\n".join([*titles(source, library_id, period), written + totals(source, text)])
    (folder / file).write_bytes(written.encode(source.encoding))
    return Delivered(source.source_id, library_id, file.as_posix(), len(text), spoiled)


def titles(source: Source, library_id: str, period: str) -> list[str]:
    """The lines a report has above its header."""
    return [f"{source.title['nl']} {library_id}", f"Periode {period}", ""]


def totals(source: Source, text: pl.DataFrame) -> str:
    """The row a report ends with: what the numbers add up to."""
    measures = {one.heading for one in source.fields if source.contract.column(one.column).measure}
    added = [
        str(text[heading].cast(pl.Int64, strict=False).sum()) if heading in measures else ""
        for heading in text.columns[1:]
    ]
    return source.separator.join([str(source.totals), *added]) + "\r\n"


def write_order(folder: Path, files: list[Delivered]) -> None:
    """The list of all files in the order in which they are delivered, with what is wrong in each."""
    rows = [
        {
            "bron": one.source_id,
            "bibliotheek": one.library_id,
            "bestand": one.file,
            "rijen": one.rows,
            "fout": one.spoiled,
        }
        for one in files
    ]
    pl.DataFrame(rows).write_csv(folder / ORDER, separator=";")


def read_order(folder: Path) -> list[Delivered]:
    """The files of a made world, in order."""
    listed = pl.read_csv(folder / ORDER, separator=";", schema_overrides={"bibliotheek": pl.String}).fill_null("")
    return [Delivered(*row) for row in listed.iter_rows()]
