"""The header is checked by name before anything else: a column that moved is fine, one that is gone is not."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from biebwijzer.intake.decoding import encoding_of
from biebwijzer.intake.months import month_of
from biebwijzer.intake.recognising.likeness import paired
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.several import answer_in
from biebwijzer.intake.sources import Source
from biebwijzer.words import mark

# The columns beside those of the source in a file with refused rows: which rows of which delivery these are, and why.
RUN, ROW, MONTH, WHY = "Biebwijzer: levering", "Biebwijzer: rij", "Biebwijzer: maand", "Biebwijzer: waarom"
WHOLE_ROW = mark("hele rij")
# A title above the header has at most so many lines, and the header begins within so many bytes.
MOST_TITLE_LINES, LOOKED_AT = 9, 1 << 16


def past_titles(source: Source, file: Path) -> Source:
    """The same source with the lines of a title skipped, when the header stands a few lines lower and nowhere else.

    Empty lines on top are no title: there may be any number of those.
    """
    needed = set(source.needed())
    with file.open("rb") as begin:
        text = begin.read(LOOKED_AT).decode(encoding_of(source), errors="replace")
    lines = re.split(r"\r\n|\r|\n", text)[source.skip :]
    empty = next((number for number, line in enumerate(lines) if line.strip('" ')), 0)
    for number, line in enumerate(lines[: empty + MOST_TITLE_LINES + 1]):
        if needed <= {cell.strip() for cell in next(csv.reader([line], delimiter=source.separator), [])}:
            return replace(source, skip=source.skip + number) if number else source
    return source


def meaning_of(source: Source, heading: str) -> date | str | None:
    """The month or the answer a column is about, where records are wide; None when it is about none."""
    if source.wide is None or source.wide.parts or heading in source.ignore:
        return None
    return answer_in(heading, source.wide.each) if source.wide.each else month_of(heading, source.wide.months)


def check_headings(source: Source, headings: Sequence[str]) -> dict[str, date | str]:
    """Heading -> month or answer of every wide column; refused when a column is gone, unknown or there twice."""
    twice = sorted({one for one in headings if headings.count(one) > 1})
    if twice:
        raise DeliveryRefused(
            mark("Deze kolommen staan er twee keer in: {columns}. Geef elke kolom een eigen naam."),
            columns=", ".join(twice),
        )
    if RUN in headings:
        raise DeliveryRefused(
            mark("Dit zijn geweigerde rijen van een eerdere levering. Lever ze aan bij Gegevens, Quarantaine.")
        )
    refuse_odd_months(source, headings)
    here = source.for_file(headings)
    lacking = [one for one in [*here.needed(), *here.families()] if one not in headings]
    others = [one for one in headings if one not in source.known() | here.known()]
    months = {one: month for one in others if (month := meaning_of(source, one))}
    unknown = [one or "(zonder naam)" for one in others if one not in months and "*" not in source.ignore]
    if lacking or unknown:
        raise drifted(source, lacking, unknown)
    if source.wide and source.wide.each and not months:
        raise DeliveryRefused(mark("Er is geen enkele kolom '{each}' in de kop."), each=source.wide.each)
    if source.wide and source.wide.months and not months:
        raise DeliveryRefused(mark("Er staat geen enkele maand in de kop."))
    refuse_same_month(months)
    return months


def drifted(source: Source, lacking: Sequence[str], unknown: Sequence[str]) -> DeliveryRefused:
    """Say which columns are gone and which are new."""
    names = {"lacking": ", ".join(lacking), "unknown": ", ".join(unknown)}
    if now_called := paired(lacking, unknown):
        return renamed(now_called, lacking, unknown)
    if source.wide and source.wide.months and not lacking:
        return DeliveryRefused(mark("Deze kolommen zijn geen maand en staan niet in de bron: {unknown}."), **names)
    if not unknown:
        return DeliveryRefused(mark("Deze kolommen ontbreken in het bestand: {lacking}."), **names)
    if not lacking:
        return DeliveryRefused(mark("Deze kolommen kent de bron niet: {unknown}."), **names)
    return DeliveryRefused(
        mark("De kop is veranderd. Deze kolommen ontbreken: {lacking}. Deze zijn nieuw: {unknown}."), **names
    )


def renamed(now_called: Mapping[str, str], lacking: Sequence[str], unknown: Sequence[str]) -> DeliveryRefused:
    """Say which columns seem to have another name now, and what else changed."""
    told = "; ".join(f"'{one}' > '{other}'" for one, other in now_called.items())
    gone = [one for one in lacking if one not in now_called]
    fresh = [one for one in unknown if one not in now_called.values()]
    if not gone and not fresh and len(now_called) == 1:
        one, other = next(iter(now_called.items()))
        return DeliveryRefused(
            mark("Kolom '{one}' heet nu '{other}'. Pas de bron aan, of geef de kolom haar oude naam."),
            one=one, other=other,
        )  # fmt: skip
    return DeliveryRefused(
        mark("De kop is veranderd. Andere namen: {told}. Ontbreekt: {gone}. Nieuw: {fresh}."),
        told=told, gone=", ".join(gone) or "–", fresh=", ".join(fresh) or "–",
    )  # fmt: skip


def refuse_odd_months(source: Source, headings: Sequence[str]) -> None:
    """Months that are added up are those of a year, each once: two columns for one would count twice."""
    for family in source.families():
        months = {one: month for one in headings if (month := month_of(one, [family]))}
        refuse_same_month(dict(months))
        numbers = [month.year * 12 + month.month for month in months.values()]
        if numbers and max(numbers) - min(numbers) >= 12:
            raise DeliveryRefused(
                mark("De kolommen '{heading}' gaan over meer dan een jaar: daarvan is één som geen cijfer."),
                heading=family,
            )


def refuse_same_month(months: Mapping[str, date | str]) -> None:
    """Two columns for one month, or one answer, cannot both be right."""
    known: dict[date | str, str] = {}
    for heading, found in months.items():
        about = found.lower() if isinstance(found, str) else found
        if about in known:
            sentence = (
                mark("De kolommen {one} en {other} zijn hetzelfde antwoord.")
                if isinstance(about, str)
                else mark("De kolommen {one} en {other} zijn dezelfde maand.")
            )
            raise DeliveryRefused(sentence, one=known[about], other=heading)
        known[about] = heading
