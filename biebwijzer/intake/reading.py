"""What is known right after reading: every record is there, and no column holds what may not be received."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence

from biebwijzer.intake.personal import BSN_AT_LEAST, refuse_bsn
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.shaping import trim_cells
from biebwijzer.intake.traces import BSN_WEIGHTS
from biebwijzer.intake.transcribing import Transcript, counted_with_care
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted
from biebwijzer.words import mark


def reconcile(bench: Workbench, transcript: Transcript, unfit: int) -> int:
    """How many records fitted; refused when those and the unfit ones are not all there are in the file."""
    fits = int(bench.value("select count(*) from raw"))
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


def look_over(bench: Workbench, headings: Sequence[str], spaces: Sequence[str]) -> None:
    """Trim the cells if any has a space around it, and refuse citizen service numbers."""
    edges = " or ".join(has_edge(number, spaces) for number in range(len(headings))) if spaces else "false"
    if bench.value(f"select 1 from raw where {edges} limit 1"):
        trim_cells(bench, len(headings))
    refuse_citizen_numbers(bench, headings)


def has_edge(number: int, spaces: Sequence[str]) -> str:
    """Whether a cell begins or ends with one of these kinds of space; what sorts before '!' is a space or stranger."""
    ends = " or ".join(f"suffix(f{number}, {quoted(one)})" for one in spaces)
    return (
        f"f{number} < '!' or {ends} or f{number}[1] = chr(160)" if "\u00a0" in spaces else f"f{number} < '!' or {ends}"
    )


def refuse_citizen_numbers(bench: Workbench, headings: Sequence[str]) -> None:
    """Refuse the delivery when a column passes the test of citizen service numbers too often for chance."""
    counted = bench.rows(f"select {', '.join(nine_digits(n) for n in range(len(headings)))} from raw")[0]
    for number, heading in enumerate(headings):
        nine = counted[f"n{number}"]
        if nine >= BSN_AT_LEAST:
            refuse_bsn(heading, nine, int(bench.value(f"select {passing(number)} from raw")))


def nine_digits(number: int) -> str:
    """How many cells of a column hold nine digits and nothing else, points and spaces apart."""
    return f"count(*) filter ({is_nine(number)}) as n{number}"


def is_nine(number: int) -> str:
    """Whether a cell holds nine digits; most cells are too long, too short or hold a dash, and are passed over."""
    looks = (
        f"length(f{number}) between 9 and 11 and f{number} >= '0' and f{number} < ':' and not contains(f{number}, '-')"
    )
    nine = f"regexp_full_match(f{number}, '[0-9][0-9. ]{{7,9}}[0-9]') and length({bare(number)}) = 9"
    return f"case when {looks} then {nine} else false end"


def bare(number: int) -> str:
    """A cell without points and spaces."""
    return f"replace(replace(f{number}, '.', ''), ' ', '')"


def passing(number: int) -> str:
    """How many of those cells pass the test."""
    weighed = " + ".join(f"{w} * try_cast({bare(number)}[{i}] as integer)" for i, w in enumerate(BSN_WEIGHTS, start=1))
    return f"count(*) filter ({is_nine(number)} and {bare(number)} <> '000000000' and ({weighed}) % 11 = 0)"
