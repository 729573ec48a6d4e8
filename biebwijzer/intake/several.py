"""Several answers in one record: in one cell, with a sign between them, or in a column for each of them.

    visit_reason = { from = "Reden van bezoek", parts = ";" }
    visit_reason = { each = "Reden: *", marked = ["x", "ja"] }

Each answer becomes a row of its own. Who gave them is counted once: the measures beside them stand with the first
answer that goes on, and with the others it says `elsewhere`. Without `marked` the usual signs of yes will do, and the
answer itself; a sign that says neither yes nor no is asked about.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

from biebwijzer.intake.contract import ELSEWHERE, Column, Contract
from biebwijzer.intake.source_parts import wrong
from biebwijzer.warehouse.spelling import quoted
from biebwijzer.words import Words, mark

SEPARATORS = (";", ",", "|", "/", "\n")
MARKED = ("x", "1", "ja", "j", "yes", "y", "true", "waar", "v", "✓", "✔", "1.0")
UNMARKED = ("0", "nee", "n", "no", "false", "onwaar", "-", "0.0")
STAR = "*"


class Answering(Protocol):
    """A column of a source that may hold several answers."""

    @property
    def column(self) -> str: ...
    @property
    def parts(self) -> str: ...
    @property
    def each(self) -> str: ...
    @property
    def marked(self) -> tuple[str, ...]: ...
    @property
    def heading(self) -> str | None: ...


@dataclass(frozen=True)
class Wide:
    """How one record becomes several rows: months as columns, several answers in a cell, or a column per answer.

    `into` is the column that tells these rows apart; of months `measure` holds their cells.
    """

    into: str
    measure: str = ""
    months: tuple[str, ...] = ()
    parts: str = ""
    each: str = ""
    marked: tuple[str, ...] = ()

    @property
    def fills(self) -> set[str]:
        """The columns of the contract that the cells fill."""
        return {self.into, self.measure} - {""}

    @property
    def holds(self) -> str:
        """The column of the contract that holds the text of a cell."""
        return self.measure or self.into

    @property
    def in_columns(self) -> bool:
        """Whether its cells stand in columns of their own, of which the headings say what they are about."""
        return not self.parts


def several_of(source_id: str, fields: Sequence[Answering], months: bool) -> Wide | None:
    """What the columns say of several answers; refused when two do, or months stand in columns too."""
    found = [one for one in fields if one.parts or one.each]
    if not found:
        return None
    one = found[0]
    if len(found) > 1 or months:
        raise wrong(
            source_id, mark("hoogstens één kolom heeft meer antwoorden, en dan staan er geen maanden in de kop")
        )
    if one.parts and (one.parts not in SEPARATORS or not one.heading):
        raise wrong(source_id, mark("kolom {column}: parts is een van ; , | / of een regeleinde"), column=one.column)
    if one.each and (one.each.count(STAR) != 1 or one.each == STAR):
        raise wrong(source_id, mark("kolom {column}: each is een kop met een * voor het antwoord"), column=one.column)
    marked = tuple(text.strip().lower() for text in one.marked) or MARKED
    return Wide(one.column, parts=one.parts, each=one.each, marked=marked)


def refuse_unfit_answers(source_id: str, wide: Wide | None, contract: Contract, grain: Sequence[str]) -> None:
    """Answers are texts, and a table may hold several rows of one record."""
    if wide is None or wide.months:
        return
    text = contract.column(wide.into).dtype == pl.String and wide.into != "library_id"
    if not text or (grain and wide.into not in grain):
        raise wrong(source_id, mark("kolom {column} kan geen meer antwoorden hebben"), column=wide.into)


def answer_in(heading: str, each: str) -> str | None:
    """The answer a heading stands for, or None when it stands for none."""
    before, _, after = each.partition(STAR)
    whole = heading.strip()
    if len(whole) <= len(before) + len(after) or not (whole.startswith(before) and whole.endswith(after)):
        return None
    return whole[len(before) : len(whole) - len(after)].strip() or None


def in_parts(wide: Wide, cell: str, nothing: Sequence[str]) -> str:
    """The question for the records with a row per part of a cell; one without any keeps one row."""
    bare = "lambda x: trim(x, ' ' || chr(9) || chr(10) || chr(13) || chr(160))"
    kept = f"lambda x: x <> ''{f' and x not in ({listed(nothing)})' if nothing else ''}"
    split = f"list_filter(list_transform(string_split({cell}, {quoted(wide.parts)}), {bare}), {kept})"
    return (
        "select * exclude (cell_parts, place), place as cell_place, false as cell_odd, "
        "case when cell_value is not null then coalesce(only_cell || '.', '') || place end as cell from ("
        "select *, unnest(cell_parts) as cell_value, generate_subscripts(cell_parts, 1) as place from ("
        f"select *, case when len({split}) > 0 then {split} else [null::varchar] end as cell_parts from doubtful))"
    )


def in_columns(wide: Wide, answers: dict[str, tuple[str, str]], nothing: Sequence[str]) -> str:
    """The question for the records with a row per answer that was given; one without any keeps one row.

    `answers` are the heading and the answer of each cell. What says neither yes nor no is odd.
    """
    named = ", ".join(
        f"({quoted(cell)}, {quoted(heading)}, {quoted(answer)}, {place})"
        for place, (cell, (heading, answer)) in enumerate(answers.items(), start=1)
    )
    no = f"cell_text is null or lower(cell_text) in ({listed([*UNMARKED, *map(str.lower, nothing)])})"
    # What a source takes for a yes is one, whatever it usually says.
    yes = f"lower(cell_text) in ({listed(wide.marked)}) or lower(cell_text) = lower(answer)"
    return (
        "select * exclude (said), said as cell_value, case when said is not null then heading end as cell from ("
        f"select *, case when {yes} then answer when {no} then null else cell_text end as said, "
        f"coalesce(not ({yes}) and not ({no}), false) as cell_odd "
        f"from (from doubtful unpivot include nulls (cell_text for cell_name in ({', '.join(answers)}))) as long "
        f"join (values {named}) as named (cell_name, heading, answer, cell_place) using (cell_name) "
        "where coalesce(heading = only_cell, true)) "
        "qualify said is not null or (count(said) over (partition by source_row) = 0 "
        "and row_number() over (partition by source_row order by cell_place) = 1)"
    )


def listed(values: Sequence[str]) -> str:
    """Texts as the inside of an SQL `in (…)`."""
    return ", ".join(quoted(one) for one in dict.fromkeys(values))


def told_once(rows: str, into: str, values: Sequence[str], columns: Sequence[Column]) -> str:
    """The question for rows of which the same answer of one record stays once, and a measure with one of its rows.

    `standing` are the answers of these records that went on in an earlier delivery of the same file.
    """
    measures = {column.name for column in columns if column.measure}
    twins = {f"{name}_missing" for name in measures}
    parts = [
        f"case when first then {name} end as {name}" if name in measures
        else f"case when first then {name} else {quoted(ELSEWHERE)} end as {name}" if name in twins
        else name
        for name in values
    ]  # fmt: skip
    return (
        f"select {', '.join(parts)}, * exclude ({', '.join(values)}, first, cell_place) from ("
        "select *, row_number() over (partition by source_row order by cell_place) = 1 "
        "and source_row not in (select source_row from standing) as first from ("
        f"select * from ({rows}) as r where not exists (select 1 from standing as s "
        f"where s.source_row = r.source_row and (lower(s.answer) = lower(r.{into}) or r.{into} is null)) "
        f"qualify row_number() over (partition by source_row, lower({into}) order by cell_place) = 1))"
    )


def answers_sentence(words: Words, report: Mapping[str, Any]) -> str:
    """How many rows became how many answers, as a sentence; nothing where each row is one."""
    if "answers" not in report:
        return ""
    told = words(
        "{rows} rijen gaven {answers} antwoorden. Wie meer antwoorden gaf, telt één keer mee.",
        rows=words.number(report["records"] - report["blank"]),
        answers=words.number(report["answers"]),
    )
    twice = report["doubled"]
    again = words.plural(
        "{n} antwoord stond twee keer in een rij.", "{n} antwoorden stonden twee keer in een rij.", twice
    )
    return f"{told} {again}" if twice else told
