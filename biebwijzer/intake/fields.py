"""The columns of a source: where each comes from in a file, as one line of its text says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from biebwijzer.intake.meters import UNTOLD, Meter
from biebwijzer.intake.shapes import refuse_unfit
from biebwijzer.intake.source_parts import formats_of, meter_of, missing_of, refuse_unknown, texts, written, wrong
from biebwijzer.intake.sums import Choices, is_family, sums_of
from biebwijzer.words import mark

KNOWN = {"from", "values", "by", "constant", "key", "year_of", "dates", "missing", "optional",
         "meter", "highest", "parts", "each", "marked", "sum", "gaps"}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """Where one column of the contract comes from: a heading in the file, or one value for the whole delivery.

    A column may be `optional`: a file without that heading is read as if the source did not name it. A cell may hold
    several answers, separated by `parts`, or `each` answer may have a column of its own. A number may be added up from
    the first of several choices of headings (`sums`) that is filled in; with `gaps` a part of it is enough. Texts
    that are `known` to be fine were found in a sample of the file by its loader; no source says them.
    """

    column: str
    heading: str | None = None
    values: str | None = None
    by: str | None = None
    constant: str | None = None
    key: bool = False
    year_of: bool = False
    optional: bool = False
    dates: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    meter: Meter | None = None
    parts: str = ""
    each: str = ""
    marked: tuple[str, ...] = ()
    sums: Choices = ()
    gaps: bool = False
    known: tuple[str, ...] = ()

    @property
    def is_looked_up(self) -> bool:
        """Whether what a cell says is looked up: in a list, among names, or among texts that are known to be fine."""
        return bool(self.values or self.by or self.known)

    @property
    def asked(self) -> tuple[str, ...]:
        """The headings it is made of, each once; one that stands for all its months included."""
        parts = (heading for choice in self.sums for heading in choice)
        return (self.heading,) if self.heading else tuple(dict.fromkeys(parts))

    @property
    def first_heading(self) -> str | None:
        """The heading that fills it, or the first of those that are answers or parts of it."""
        return self.heading or self.each or (self.sums[0][0] if self.sums else None)

    @property
    def is_one_sum(self) -> bool:
        """Whether it adds up columns that are named, and chooses nothing."""
        return len(self.sums) == 1 and not self.families

    @property
    def names(self) -> tuple[str, ...]:
        """What a file may call it: its heading, or that of a total it may be added up from."""
        totals = (choice[0] for choice in self.sums if len(choice) == 1 and not is_family(choice[0]))
        return (self.heading,) if self.heading else tuple(totals)

    @property
    def spelled(self) -> tuple[str, ...]:
        """Those of its headings that stand for one column, as it is spelled."""
        return tuple(one for one in self.asked if not (self.sums and is_family(one)))

    @property
    def families(self) -> tuple[str, ...]:
        """Those of its headings that stand for the columns of all their months."""
        return tuple(one for one in self.asked if is_family(one)) if self.sums else ()


def field_of(source_id: str, column: str, given: object, file: Mapping[str, object]) -> Field:
    """One line of [columns]: a heading, or a table that says more."""
    said = {"from": given} if isinstance(given, str) else given
    if not isinstance(said, dict):
        raise wrong(source_id, mark("kolom {column} is niet te lezen"), column=column)
    refuse_unknown(source_id, f"[columns] {column}", said, KNOWN)
    refuse_unfit(source_id, "[columns]", said)
    if sum(one in said for one in ("from", "constant", "each", "sum")) != 1:
        raise wrong(
            source_id, mark("kolom {column} wil een 'from', een 'constant', een 'each' of een 'sum'"), column=column
        )
    meter = meter_of(source_id, column, said)
    untold = UNTOLD if meter else {}
    return Field(
        column=column,
        heading=said.get("from"),
        values=said.get("values"),
        by=said.get("by"),
        constant=written(said.get("constant")),
        key=bool(said.get("key", False)),
        year_of=bool(said.get("year_of", False)),
        optional=bool(said.get("optional", False)),
        dates=formats_of(source_id, said.get("dates"), file.get("dates")),
        missing=missing_of(source_id, {**file.get("missing", {}), **said.get("missing", {}), **untold}),  # type: ignore[dict-item]
        meter=meter,
        parts=str(said.get("parts", "")),
        each=str(said.get("each", "")),
        marked=texts(said.get("marked")),
        sums=sums_of(source_id, column, said),
        gaps=bool(said.get("gaps", False)),
    )
