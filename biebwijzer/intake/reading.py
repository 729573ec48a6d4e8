"""What is known right after reading: every record is there, and no column holds what may not be received."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence

from biebwijzer.intake.personal import BSN_AT_LEAST, refuse_bsn
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.traces import BSN_WEIGHTS
from biebwijzer.intake.transcribing import Transcript, counted_with_care
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted
from biebwijzer.words import mark


def reconcile(bench: Workbench, transcript: Transcript, unfit: int, relation: str) -> int:
    """How many records fitted; refused when those and the unfit ones are not all there are in the file."""
    fits = int(bench.value(f"select count(*) from {relation}"))
    records = transcript.records
    if fits + unfit != records:
        # Lone inch marks mislead a count that only looks at quotes: count once more as a reader of CSV would.
        records = counted_with_care(transcript.path, transcript.separator)
    if fits + unfit != records:
        raise DeliveryRefused(
            mark(
                "Het bestand heeft {records} rijen, maar er zijn er {read} gelezen."
                " Kijk naar aanhalingstekens die niet sluiten."
            ),
            records=records,
            read=fits + unfit,
        )
    return fits


def trimmed(cell: str, spaces: Sequence[str]) -> str:
    """A cell without the spaces around it; a cell of spaces is empty. As it is where the file holds none at all."""
    return f"nullif(trim({cell}, ' ' || chr(9) || chr(160)), '')" if spaces else cell


def trim_cells(bench: Workbench, transcript: Transcript) -> None:
    """Take the spaces around the cells of `raw` away if any has one."""
    cells = [f"f{number}" for number in range(len(transcript.headings))]
    ends = " or ".join(has_edge(cell, transcript.spaces) for cell in cells)
    if transcript.spaces and bench.value(f"select 1 from raw where {ends} limit 1"):
        bare = ", ".join(f"{trimmed(cell, transcript.spaces)} as {cell}" for cell in cells)
        bench.run(f"create or replace table raw as select {bare} from raw")


def has_edge(cell: str, spaces: Sequence[str]) -> str:
    """Whether a cell begins or ends with one of these kinds of space; what sorts before '!' is a space or stranger."""
    ends = " or ".join(f"suffix({cell}, {quoted(one)})" for one in spaces)
    found = f"{cell} < '!' or {ends}"
    return f"{found} or {cell}[1] = chr(160)" if "\u00a0" in spaces else found


def refuse_citizen_numbers(bench: Workbench, headings: Sequence[str], relation: str) -> None:
    """Refuse the delivery when a column passes the test of citizen service numbers too often for chance."""
    counts = ", ".join(f"count(*) filter ({is_nine(f'f{number}')}) as n{number}" for number in range(len(headings)))
    counted = bench.rows(f"select {counts} from {relation}")[0]
    for number, heading in enumerate(headings):
        nine = counted[f"n{number}"]
        if nine >= BSN_AT_LEAST:
            refuse_bsn(heading, nine, int(bench.value(f"select {passing(f'f{number}')} from {relation}")))


def is_nine(cell: str) -> str:
    """Whether a cell holds nine digits and nothing else, points and spaces apart.

    Most cells are too long, too short or hold a dash, and are passed over.
    """
    looks = f"length({cell}) between 9 and 11 and {cell} >= '0' and {cell} < ':' and not contains({cell}, '-')"
    nine = f"regexp_full_match({cell}, '[0-9][0-9. ]{{7,9}}[0-9]') and length({bare(cell)}) = 9"
    return f"case when {looks} then {nine} else false end"


def bare(cell: str) -> str:
    """A cell without points and spaces."""
    return f"replace(replace({cell}, '.', ''), ' ', '')"


def passing(cell: str) -> str:
    """How many of those cells pass the test."""
    weighed = " + ".join(f"{w} * try_cast({bare(cell)}[{i}] as integer)" for i, w in enumerate(BSN_WEIGHTS, start=1))
    return f"count(*) filter ({is_nine(cell)} and {bare(cell)} <> '000000000' and ({weighed}) % 11 = 0)"
