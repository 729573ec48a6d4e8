"""What each column holds, and what one must ask about it: a decimal sign, an order of day and month."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from biebwijzer.intake.recognising.asking import Answers, Question, Remark, Said
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.values import Evidence, is_nothing, type_name, weigh
from biebwijzer.words import mark

LONG_CELL = 2048
SAID_TO_BE_MISSING = """
    missing, ontbreekt, geheim, vertrouwelijk, confidential, suppressed, afgeschermd, not available, niet beschikbaar,
    not applicable, niet van toepassing, geen opgave, not reported, no data, geen gegevens
"""
MISSING_WORDS = frozenset(" ".join(SAID_TO_BE_MISSING.split()).split(", "))


@dataclass(frozen=True)
class Found:
    """One column: its name, its type, and some of its values."""

    name: str
    type: str
    examples: tuple[str, ...] = ()
    empty: int = 0


@dataclass(frozen=True)
class Meaning:
    """What the values of a file mean: its columns, its decimal sign, how its dates are written, what is unclear."""

    columns: tuple[Found, ...]
    decimal: str
    dates: str
    said: tuple[Said, ...] = ()


def understand(names: Sequence[str], rows: Sequence[Record], answers: Answers) -> Meaning:
    """The columns of a table, weighed together: one column may decide for another."""
    width = max((len(one.cells) for one in rows), default=len(names))
    columns = [[one.cells[n] if n < len(one.cells) else "" for one in rows] for n in range(max(width, len(names)))]
    weighed = [weigh(values) for values in columns]
    titles = [names[n] if n < len(names) else "" for n in range(len(columns))]
    decimal, about_numbers = decimal_sign(titles, weighed, answers)
    dates, about_dates = date_order(titles, weighed, answers)
    said = [*about_numbers, *about_dates, *codes_among_numbers(titles, weighed), *remarks(titles, columns, weighed)]
    found = tuple(
        Found(
            title, kind := type_of(one, decimal), examples(values, kind), sum(is_empty(value, kind) for value in values)
        )
        for title, one, values in zip(titles, weighed, columns, strict=True)
    )
    return Meaning(found, decimal, dates, tuple(said))


def type_of(one: Evidence, decimal: str) -> str:
    """The type of a column once the decimal sign of the file is known."""
    if one.main == "number" and not one.zeros and one.whole and one.unclear:
        return "decimal" if decimal in one.unclear else "integer"
    return type_name(one)


def is_empty(value: str, kind: str) -> bool:
    """Whether a cell holds nothing; among texts an 'x' or 'na' may be a code."""
    return not value.strip() or (kind != "text" and is_nothing(value))


def examples(values: Sequence[str], kind: str) -> tuple[str, ...]:
    """The first few different values."""
    seen = dict.fromkeys(value.strip()[:60] for value in values[:200] if not is_empty(value, kind))
    return tuple(seen)[:5]


def decimal_sign(titles: Sequence[str], weighed: Sequence[Evidence], answers: Answers) -> tuple[str, list[Question]]:
    """The decimal sign of the file, and a question for each column of which no column tells it."""
    numeric = [one for one in weighed if one.main == "number"]
    proved = Counter[str]()
    for one in numeric:
        proved.update(one.decimals)
    answered = answers.get("decimal")
    decimal = answered or (proved.most_common(1)[0][0] if proved else ".")
    questions = []
    for title, one in zip(titles, weighed, strict=True):
        if one.main != "number" or not (one.unclear or len(one.decimals) > 1) or answered or one.zeros:
            continue
        if len(one.decimals) == 1 or (len(proved) == 1 and not one.decimals):
            continue
        both = one.shown_for(",", ".") if len(one.decimals) > 1 else ""
        example = both or next(iter(one.unclear.values()), "")
        questions.append(Question(
            "decimal",
            mark("Kolom '{column}': is '{example}' een getal met decimalen of met duizendtallen?"),
            {"column": title, "example": example}, (",", "."),
        ))  # fmt: skip
    return decimal, questions


def date_order(titles: Sequence[str], weighed: Sequence[Evidence], answers: Answers) -> tuple[str, list[Question]]:
    """Whether days come before months, and a question for each column of which no column tells it."""
    dated = [one for one in weighed if one.main == "date"]
    proved = Counter[str]()
    for one in dated:
        proved.update({order: times for order, times in one.orders.items() if order != "iso"})
    answered = answers.get("dates")
    order = answered or (proved.most_common(1)[0][0] if proved else "")
    questions = []
    for title, one in zip(titles, weighed, strict=True):
        own = [order for order in ("day", "month") if one.orders[order]]
        if one.main != "date" or answered or len(own) == 1:
            continue
        if len(own) == 2 or (one.unclear_date and len(proved) != 1):
            questions.append(Question(
                "dates",
                mark("Kolom '{column}': staat in '{example}' eerst de dag of eerst de maand?"),
                {"column": title, "example": one.shown_for(*own) or one.unclear_date}, ("day", "month"),
            ))  # fmt: skip
    return order, questions


def codes_among_numbers(titles: Sequence[str], weighed: Sequence[Evidence]) -> list[Question]:
    """A word for something missing among numbers or dates: only who delivers knows which kind of missing it is."""
    words = Counter[str]()
    for one in weighed:
        if one.main in ("number", "date"):
            words.update({word: times for word, times in one.strange.items() if word.lower() in MISSING_WORDS})
    return [
        Question(f"missing:{word}",
                 mark("'{word}' staat {n} keer tussen getallen of datums. Welk soort ontbreken is dat?"),
                 {"word": word, "n": times}, ("empty", "suppressed", "unknown"))
        for word, times in words.most_common(3)
    ]  # fmt: skip


def remarks(titles: Sequence[str], columns: Sequence[Sequence[str]], weighed: Sequence[Evidence]) -> list[Said]:
    """What one should know of the columns: words among numbers, names missing or doubled, very long cells."""
    said: list[Said] = []
    for title, values, one in zip(titles, columns, weighed, strict=True):
        if one.main in ("number", "date") and one.strange:
            words = ", ".join(f"'{word[:30]}'" for word, _ in one.strange.most_common(3))
            said.append(Remark(mark("Kolom '{column}' heeft naast getallen of datums ook {words}."),
                               {"column": title, "words": words}))  # fmt: skip
        longest = max(map(len, values), default=0)
        if longest > LONG_CELL:
            said.append(Remark(mark("Kolom '{column}' heeft een cel van {n} tekens."),
                               {"column": title, "n": longest}))  # fmt: skip
    doubled = [title for title, times in Counter(title for title in titles if title).items() if times > 1]
    if doubled:
        said.append(Remark(mark("Meer dan één kolom heet '{column}'."), {"column": "', '".join(doubled[:3])}))
    if any(not title for title in titles):
        said.append(Remark(mark("Er zijn kolommen zonder naam.")))
    return said
