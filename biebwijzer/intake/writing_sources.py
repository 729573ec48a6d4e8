"""The text of a source that was described on the screen, as those of the house are written."""

from pathlib import PurePath

import polars as pl

from biebwijzer.intake.answering import KEYS, answer_headings, passed_over
from biebwijzer.intake.contract import Column, Contract, contracts
from biebwijzer.intake.describing import WIDE_MONTHS, SourceDraft, cells_of_column, month_families
from biebwijzer.intake.recognised import AS_THE_FILE_SAYS
from biebwijzer.intake.recognising import Recognised
from biebwijzer.intake.recognising.formats import date_formats, year_format
from biebwijzer.intake.recognising.values import is_nothing
from biebwijzer.intake.rules import toml

READ_WHERE_IT_STANDS = ("utf-8", "cp1252")
USUAL_MISSING = {"x": "suppressed", ".": "unknown", "onbekend": "unknown", "unknown": "unknown", "?": "unknown",
                 "-": "unknown", "n/a": "unknown", "na": "unknown", "nan": "unknown", "null": "empty", "none": "empty",
                 "geheim": "suppressed"}  # fmt: skip


def written_source(draft: SourceDraft, found: Recognised, file_name: str) -> str:
    """The text of this source, as those of the house are written."""
    contract = contracts()[draft.delivers]
    lines = [
        f"title = {{ nl = {toml(draft.title_nl.strip())}, en = {toml((draft.title_en or draft.title_nl).strip())} }}",
        f"delivers = {toml(draft.delivers)}",
        f"accepts = {toml(pattern_of(file_name))}",
        f"kind = {toml(draft.kind)}",
        *identity_lines(contract, draft),
        f"refresh = {toml(draft.refresh)}",
        "",
        "[file]",
        *file_lines(found, draft),
        "",
        "[columns]",
        *(column_line(contract.column(name), name, draft, found) for name in ordered(contract, draft)),
    ]
    if draft.measure:
        written = ", ".join(toml(draft.months + one) for one in WIDE_MONTHS)
        lines += ["", "[wide]", f"months = [{written}]", 'into = "month"',
                  f"measure = {toml(draft.measure)}"]  # fmt: skip
    for name, pairs in draft.values.items():
        if pairs:
            lines += ["", f"[values.{name}]", *(f"{toml(one)} = {toml(value)}" for one, value in pairs.items())]
    return "\n".join(lines) + "\n"


def identity_lines(contract: Contract, draft: SourceDraft) -> list[str]:
    """What tells rows apart where the contract does not: the key of a member, or nothing."""
    if contract.grain:
        return []
    key = next((name for name in KEYS if name in draft.headings), None)
    return [f"identity = {toml(key or 'none')}"]


def ordered(contract: Contract, draft: SourceDraft) -> list[str]:
    """The columns that are filled, in the order of the contract."""
    given = {*draft.headings, *draft.each, *draft.constants}
    return [one.name for one in contract.columns if one.name in given]


def pattern_of(file_name: str) -> str:
    """Which files a source takes: those that end as this one."""
    return f"*{PurePath(file_name).suffix.lower() or '.csv'}"


def is_plain(found: Recognised) -> bool:
    """Whether the loader can read this file as it stands, so that it need not be recognised each time."""
    table = found.table
    return (
        found.kind == "text" and table is not None and found.encoding in READ_WHERE_IT_STANDS
        and not found.answers.get("file")
        and len(found.dialect.separator) == 1 and not found.dialect.spaced
        and found.dialect.quote in ("", '"') and found.dialect.escape in ("", '"')
        and table.heading.line is not None and table.heading.ends - table.heading.begins == 1
        and not table.other_width and not any(kind in ("note", "header_again") for _, kind in table.named)
        and "" not in table.heading.names
    )  # fmt: skip


def file_lines(found: Recognised, draft: SourceDraft) -> list[str]:
    """The [file] part: how it is written, or that it is recognised each time with the answers given."""
    lines = []
    if is_plain(found) and not draft.meters:
        lines += [f"separator = {toml(found.dialect.separator)}", f"encoding = {toml(found.encoding)}"]
        if found.table and found.table.heading.line and found.table.heading.line > 1:
            lines.append(f"skip = {found.table.heading.line - 1}")
    else:
        lines.append(f"read = {toml(AS_THE_FILE_SAYS)}")
        if found.answers:
            pairs = ", ".join(f"{toml(key)} = {toml(value)}" for key, value in found.answers.items())
            lines.append(f"answers = {{ {pairs} }}")
    lines.append(f"decimal = {toml(found.decimal)}")
    if grouped(found):
        lines.append(f"thousands = {toml(',' if found.decimal == '.' else '.')}")
    if kinds := missing_kinds(found):
        lines.append(f"missing = {{ {', '.join(f'{toml(word)} = {toml(kind)}' for word, kind in kinds.items())} }}")
    asked = {*draft.headings.values(), *(name for each in draft.each.values() for name in answer_headings(found, each))}
    asked |= {name for more in draft.added.values() for name in more}
    others = [name for name in found.heads if name not in asked]
    months = month_families(found.heads).get(draft.months, []) if draft.measure else []
    if any(name not in months for name in others):
        # A column like those of the answers that holds no ticks is passed over by its name.
        alike = [name for each in draft.each.values() for name in passed_over(found, each)]
        lines.append(f"ignore = [{', '.join(map(toml, ['*', *alike]))}]" if alike else 'ignore = "*"')
    return lines


def grouped(found: Recognised) -> bool:
    """Whether numbers have a mark between thousands."""
    other = "," if found.decimal == "." else "."
    return any(other in value for one in found.columns if one.type in ("integer", "decimal") for value in one.examples)


def missing_kinds(found: Recognised) -> dict[str, str]:
    """Which word stands for which kind of missing: as answered, and the usual ones that are in the file."""
    answered = {key.partition(":")[2]: kind for key, kind in found.answers.items() if key.startswith("missing:")}
    return {**usual_missing(found), **answered}


def usual_missing(found: Recognised) -> dict[str, str]:
    """The usual words for nothing that stand in columns of numbers or dates, as they are written there."""
    seen: dict[str, str] = {}
    for number, one in enumerate(found.columns):
        if one.type in ("integer", "decimal", "date", "datetime") and found.table:
            for value in {row.cells[number].strip() for row in found.table.rows if number < len(row.cells)}:
                if value and is_nothing(value):
                    seen[value] = USUAL_MISSING.get(value.lower(), "suppressed" if value[0] in "<≤" else "unknown")
    return seen


def column_line(column: Column, name: str, draft: SourceDraft, found: Recognised) -> str:
    """One line of [columns]."""
    if name in draft.constants:
        return f"{name} = {{ constant = {toml(draft.constants[name])} }}"
    if name in draft.each:
        return f"{name} = {{ each = {toml(draft.each[name])} }}"
    heading = draft.headings[name]
    if more := draft.added.get(name):
        gaps = ", gaps = true" if name in draft.gaps else ""
        return f"{name} = {{ sum = [{', '.join(map(toml, (heading, *more)))}]{gaps} }}"
    said = [f"from = {toml(heading)}"]
    if draft.values.get(name):
        said.append(f"values = {toml(name)}")
    elif column.references and column.name.endswith("_id"):
        said.append('by = "name"')
    if name in KEYS:
        said.append("key = true")
    if draft.parts.get(name):
        said.append(f"parts = {toml(draft.parts[name])}")
    dates = formats_in(found, heading)
    if not dates and column.dtype == pl.Date:
        dates = year_format(cells_of_column(found, heading))
    if name == "birth_year" and dates:
        said.append("year_of = true")
    if dates:
        said.append(f"dates = [{', '.join(map(toml, dates))}]")
    if meter := draft.meters.get(name):
        said.append(f"meter = {toml(meter.ways)}")
        said += [f"highest = {meter.highest}"] if meter.highest else []
    return f"{name} = {{ {', '.join(said)} }}"


def formats_in(found: Recognised, heading: str) -> tuple[str, ...]:
    """How the dates of one column are written."""
    place = found.heads.index(heading)
    if found.table is None or found.columns[place].type not in ("date", "datetime", "month"):
        return ()
    return date_formats((one.cells[place] for one in found.table.rows), found.dates)
