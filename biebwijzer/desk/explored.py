"""What somebody chose to explore, as an exhibit: a line, columns, bars or a heat map, and the same as a table."""

from datetime import date, time

import polars as pl

from biebwijzer import activities
from biebwijzer.explore import DIMENSIONS, ORDERED, Choice, unit_of
from biebwijzer.look import Drawing, Exhibit, Shown, bars, columns, line_with_gaps, ready
from biebwijzer.look.heat import heat
from biebwijzer.look.values import why_missing
from biebwijzer.segments.groups import groups, kind_name
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

ALL, UNKNOWN = "all", "unknown"
CODES = {
    "core_function": activities.CORE_FUNCTIONS,
    "pillar": activities.PILLARS,
    "form": activities.FORMS,
    "status": {
        "reserved": mark("gereserveerd"),
        "checked_in": mark("ingecheckt"),
        "no_show": mark("niet gekomen"),
        "cancelled_by_visitor": mark("afgezegd door de bezoeker"),
        "cancelled_by_library": mark("afgezegd door de bibliotheek"),
    },
    "place_kind": {
        "seat": mark("werkplek"),
        "cabin_2": mark("cabine voor 2"),
        "cabin_6": mark("cabine voor 6"),
        "cabin_8": mark("cabine voor 8"),
    },
    "channel": {"online": mark("online"), "desk": mark("aan de balie")},
    "last_use": {
        "1": mark("in de laatste maand"),
        "2": mark("1 tot 3 maanden geleden"),
        "3": mark("3 tot 12 maanden geleden"),
        "4": mark("langer dan een jaar geleden"),
    },
}
# More bars or cells than these say nothing: the table has them all.
MOST_BARS, MOST_ACROSS, MOST_DOWN = 15, 13, 26


def part_told(dimension: str | None, code: str, name: str, words: Words) -> str:
    """One part as a person reads it."""
    if code in (ALL, UNKNOWN):
        return words("Samen") if code == ALL else words("onbekend")
    if dimension == "month":
        return words.month(date.fromisoformat(code))
    if dimension == "month_of_year":
        return words.month(date(2000, int(code), 1)).split(" ")[0]
    if dimension == "weekday":
        return words.weekday(date(2024, 1, int(code)), is_whole=True)
    if dimension == "hour":
        return words.time(time(int(code)))
    if dimension == "segment":
        return words.either(groups()[code].name) if code in groups() else code
    if dimension == "person_kind":
        return kind_name(code, words)
    known = CODES.get(dimension or "", {})
    return words(known[code]) if code in known else name


def parts_of(answer: Answer, column: str, dimension: str, words: Words) -> dict[str, str]:
    """The parts there are of a split, by their code."""
    rows = answer.rows.select(column, f"{column}_name").unique(maintain_order=True)
    return {code: part_told(dimension, code, name, words) for code, name in rows.iter_rows()}


def exhibit_of(choice: Choice, answer: Answer) -> Exhibit:
    """The exhibit of a choice; its name is that of the measure, so that the frame keeps its place."""
    both = choice.second is not None and choice.kept is None
    heads = [Shown("part_told", DIMENSIONS[choice.split], "text")] if choice.split else []
    if both and choice.second:
        heads.append(Shown("series_told", DIMENSIONS[choice.second], "text"))
    beside = (Shown("before", mark("Jaar eerder"), "number"), Shown("change", mark("Verschil"), "percent"))
    number = Shown(choice.measure.value, choice.measure.name, "number")
    return Exhibit(
        name=choice.measure.query.name,
        question=choice.measure.query.name,
        draw=lambda answer, words: drawing(choice, answer, words),
        title=lambda answer, words: title(choice, words),
        subtitle=lambda answer, words: subtitle(choice, answer, words),
        alternative=lambda answer, words: f"{title(choice, words)}. {finding(choice, answer, words)}",
        table=(*heads, number, *(beside if choice.beside_a_year_ago else ())),
        derived=lambda answer, words: told(choice, answer, words),
        remark=(lambda answer, words: words("De grootste staan in beeld; de tabel heeft ze allemaal."))
        if answer.rows["part"].n_unique() > MOST_BARS and choice.split not in ORDERED
        else None,
    )


def told(choice: Choice, answer: Answer, words: Words) -> pl.DataFrame:
    """The rows that were kept, with their parts in words, in their own order or the largest first."""
    rows = answer.rows.filter(pl.col("is_kept")) if "is_kept" in answer.rows.columns else answer.rows
    for column, dimension in (("part", choice.split), ("series", choice.second)):
        pairs = rows.select(column, f"{column}_name").iter_rows()
        said = [part_told(dimension, code, name, words) for code, name in pairs]
        rows = rows.with_columns(pl.Series(f"{column}_told", said, dtype=pl.String))
    value, before = pl.col(choice.measure.value), pl.col("before")
    rows = rows.with_columns(change=pl.when(before > 0).then((value - before) / before))
    if choice.split in ORDERED:
        return rows.sort("part", "series")
    return rows.sort(value.max().over("part"), "part", "series", descending=[True, False, False], nulls_last=True)


def title(choice: Choice, words: Words) -> str:
    """What is shown: the measure, and what it is split by."""
    name = words(choice.measure.name)
    if choice.split is None:
        return name
    by = words(DIMENSIONS[choice.split]).lower()
    if choice.second is None or choice.kept is not None:
        return words("{measure} per {by}", measure=name, by=by)
    other = words(DIMENSIONS[choice.second]).lower()
    return words("{measure} per {by} en {other}", measure=name, by=by, other=other)


def when(choice: Choice, words: Words) -> str:
    """The period as one reads it."""
    if choice.measure.period == "year":
        return str(choice.since.year)
    if choice.measure.period == "reference_date":
        return words.date(choice.since)
    first, last = words.month(choice.since), words.month(choice.until)
    return first if first == last or choice.measure.period == "month" else words("{first} tot en met {last}",
                                                                                first=first, last=last)  # fmt: skip


def subtitle(choice: Choice, answer: Answer, words: Words) -> str:
    """Unit, period, what was kept, and how to read what stands beside."""
    parts = [words(unit_of(choice.measure.query)), when(choice, words)]
    if choice.kept and choice.second:
        kept = parts_of(answer, "series", choice.second, words).get(choice.kept, choice.kept)
        parts.append(words("alleen {kept}", kept=kept))
    if choice.beside_a_year_ago:
        parts.append(words("stippellijn of streepje = een jaar eerder"))
    return " · ".join(parts)


def finding(choice: Choice, answer: Answer, words: Words) -> str:
    """What stands out, in a sentence: the last month or year, the largest part, or the number itself."""
    rows = answer.rows.drop_nulls(choice.measure.value)
    measure = words(choice.measure.name).lower()
    if rows.is_empty():
        return words("Er is geen getal om te tonen.")
    if choice.split in {"month", "year"} and choice.second is None:
        row, text = rows.row(-1, named=True), mark("Het laatst, in **{part}**: **{number}** {measure}.")
    elif choice.split is None and choice.second is None:
        row, text = rows.row(0, named=True), mark("**{number}** {measure} in deze periode.")
    else:
        row = rows.sort(choice.measure.value, descending=True).row(0, named=True)
        text = mark("De meeste {measure}: **{part}** met **{number}**.")
    part = " · ".join(one for one in (row["part_told"], row["series_told"]) if one != words("Samen"))
    return words(text, part=part or words("Samen"), number=words.number(row[choice.measure.value]), measure=measure)


def explored_finding(choice: Choice, exhibit: Exhibit, answer: Answer, words: Words) -> str:
    """The sentence above the picture."""
    return finding(choice, ready(exhibit, answer, words), words)


def drawing(choice: Choice, answer: Answer, words: Words) -> Drawing:
    """The picture that fits what was chosen."""
    rows, value = answer.rows, choice.measure.value
    below = answer.thresholds.hidden_below(answer.audience)
    before = "before" if choice.beside_a_year_ago else None
    if choice.second is not None and choice.kept is None:
        return _heat(choice, answer, words, below)
    if choice.split == "month":
        months = rows.with_columns(month=pl.col("part").str.to_date("%Y-%m-%d", strict=False)).drop_nulls("month")
        return line_with_gaps(months, words, month="month", value=value, before=before,
                              before_label=words("jaar eerder"), below=below)  # fmt: skip
    if choice.split == "year":
        return columns(rows, words, year="part_told", value=value, below=below)
    return bars(rows.head(MOST_BARS) if choice.split not in ORDERED else rows.tail(MOST_BARS * 2), words,
                name="part_told", value=value, before=before, below=below)  # fmt: skip


def _heat(choice: Choice, answer: Answer, words: Words, below: int) -> Drawing:
    """Two splits: the one with fewer parts across, the number or why there is none in every cell."""
    rows, value = answer.rows, choice.measure.value
    down, across = ("part", "series") if rows["series"].n_unique() <= rows["part"].n_unique() else ("series", "part")
    shown = {
        side: rows.sort(side).get_column(f"{side}_told").unique(maintain_order=True).to_list()[:most]
        if {"part": choice.split, "series": choice.second}[side] in ORDERED
        else rows.get_column(f"{side}_told").unique(maintain_order=True).to_list()[:most]
        for side, most in ((across, MOST_ACROSS), (down, MOST_DOWN))
    }
    twin = f"{value}_missing"
    cells = []
    for row in rows.iter_rows(named=True):
        x, y, number = row[f"{across}_told"], row[f"{down}_told"], row[value]
        if x in shown[across] and y in shown[down]:
            text = words.number(number) if number is not None else why_missing(row.get(twin), words, below)
            cells.append({"x": x, "y": y, "value": number or 0, "text": text, "said": f"{y}, {x}: {text}"})
    top = max((cell["value"] for cell in cells), default=1)
    return heat(cells, shown[across], shown[down], top or 1)
