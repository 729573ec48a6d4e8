"""School programmes: how many pupils of how many schools each programme reaches, beside the school year before."""

from typing import Any

from biebwijzer.activities.findings import total
from biebwijzer.look import Drawing, Exhibit, Shown, bars
from biebwijzer.look.values import why_missing
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark


def school_year_told(year: int) -> str:
    """A school year by both its calendar years: 2025-2026."""
    return f"{year}-{year + 1}"


def programmes(answer: Answer, words: Words) -> Drawing:
    """A bar of pupils per programme, with a tick for the year before."""
    return bars(answer.rows, words, name="programme", value="pupils", before="before")


def _known(answer: Answer) -> bool:
    return not answer.is_empty() and answer.rows["pupils"].null_count() == 0


def programmes_title(answer: Answer, words: Words) -> str:
    """How many pupils one programme reaches, or which reaches most; a question while a number lacks."""
    if not _known(answer):
        return words("Hoeveel leerlingen bereiken we via school?")
    first = answer.rows.sort("pupils", descending=True).row(0, named=True)
    return words(
        "{programme} bereikt {pupils} leerlingen op {schools}",
        programme=first["programme"],
        pupils=words.number(first["pupils"]),
        schools=words.plural("{n} school", "{n} scholen", first["schools"]),
    )


def programmes_subtitle(answer: Answer, words: Words) -> str:
    """The school year, the reading key, and how many schools did not say their number."""
    if answer.is_empty():
        return words("leerlingen per programma")
    parts = [words("leerlingen per programma, schooljaar {year}", year=school_year_told(answer.rows["school_year"][0]))]
    if answer.rows["before"].null_count() < answer.rows.height:
        parts.append(words("streepje = een schooljaar eerder"))
    lacking = total(answer.rows, "uncounted")
    if lacking:
        parts.append(
            words.plural(
                "van {n} school is het aantal niet bekend", "van {n} scholen is het aantal niet bekend", lacking
            )
        )
    return " · ".join(parts)


def programmes_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    parts = [
        words("{name} {number}", name=row["programme"], number=pupils_told(row, words))
        for row in answer.rows.iter_rows(named=True)
    ]
    return words("{title}. {parts}.", title=programmes_title(answer, words), parts="; ".join(parts))


def pupils_told(row: dict[str, Any], words: Words) -> str:
    """How many pupils, or why that is not known."""
    return why_missing(row["pupils_missing"], words) if row["pupils"] is None else words.number(row["pupils"])


SCHOOL_PROGRAMMES = Exhibit(
    name="activities/school_programmes",
    question="activities/school_programmes",
    draw=programmes,
    title=programmes_title,
    subtitle=programmes_subtitle,
    alternative=programmes_alternative,
    table=(
        Shown("programme", mark("Programma"), "text"),
        Shown("pupils", mark("Leerlingen"), "number"),
        Shown("before", mark("Leerlingen jaar eerder"), "number"),
        Shown("schools", mark("Scholen"), "number"),
        Shown("schools_before", mark("Scholen jaar eerder"), "number"),
        Shown("uncounted", mark("Aantal niet bekend"), "number"),
    ),
)
