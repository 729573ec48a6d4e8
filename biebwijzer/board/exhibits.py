"""The exhibits of the board; their numbers are those of usage."""

from collections import Counter

from biebwijzer.board import charts
from biebwijzer.board.figures import direction, key_figures
from biebwijzer.look import Exhibit, Shown
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

TITLES = {
    "more": mark("Er zijn {change} meer bezoeken dan vorig jaar"),
    "fewer": mark("Er zijn {change} minder bezoeken dan vorig jaar"),
    "same": mark("Er zijn ongeveer evenveel bezoeken als vorig jaar"),
}


def figures_title(answer: Answer, words: Words) -> str:
    """What this year's visits say beside last year's."""
    visits = key_figures(answer).get("visits")
    if visits is None or visits.change is None:
        return words("Hoe staan we ervoor naast vorig jaar?")
    return words(TITLES[direction(visits.change)], change=words.percent(abs(visits.change)))


def figures_subtitle(answer: Answer, words: Words) -> str:
    """Which months are compared, and whether as many branches delivered in both years."""
    figures = key_figures(answer)
    if not figures:
        return words("alleen maanden die in beide jaren geleverd zijn")
    one = next(iter(figures.values()))
    period = words(
        "{first} tot en met {last} · streepje = zelfde maanden een jaar eerder",
        first=words.month(one.first),
        last=words.month(one.last),
    )
    if all(figure.same_branches for figure in figures.values()):
        return period
    return f"{period} · {words('niet elke vestiging leverde in beide jaren alle maanden')}"


def figures_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    parts = [
        words(
            "{measure} {number}, vorig jaar {before}",
            measure=words(charts.NAMES[figure.measure]),
            number=words.number(figure.number),
            before=words.number(figure.before),
        )
        for figure in key_figures(answer).values()
    ]
    return words("{title}. {parts}.", title=figures_title(answer, words), parts="; ".join(parts))


KEY_FIGURES = Exhibit(
    name="board/key_figures",
    question="board/key_figures",
    draw=charts.key_figures,
    title=figures_title,
    subtitle=figures_subtitle,
    alternative=figures_alternative,
    table=(
        Shown("measure_name", mark("Wat"), "text"),
        Shown("number", mark("Dit jaar"), "number"),
        Shown("before", mark("Jaar eerder"), "number"),
        Shown("change", mark("Verschil"), "percent"),
        Shown("months", mark("Maanden vergeleken"), "number"),
    ),
    derived=charts.with_change,
)


def latest_indices(answer: Answer) -> tuple[int, dict[str, float]] | None:
    """The last whole year both measures have an index for, with those; None when there is none."""
    known = answer.rows.drop_nulls("index_number")
    measures: dict[int, dict[str, float]] = {}
    for year, measure, index in known.select("year", "measure", "index_number").iter_rows():
        measures.setdefault(year, {})[measure] = index
    whole = [year for year, found in measures.items() if len(found) == len(charts.NAMES)]
    return (max(whole), measures[max(whole)]) if whole else None


def beside_title(answer: Answer, words: Words) -> str:
    """Which of the two kept more of what it was in the base year."""
    found = latest_indices(answer)
    if found is None or answer.values["base_year"] == found[0]:
        return words("Lopen bezoeken en uitleningen gelijk op?")
    index = found[1]
    base = answer.values["base_year"]
    gap = index["visits"] - index["loans"]
    if abs(gap) < 2:
        return words("Bezoeken en uitleningen liepen sinds {base} gelijk op", base=base)
    if gap > 0:
        return words("Bezoeken hielden sinds {base} beter stand dan uitleningen", base=base)
    return words("Uitleningen hielden sinds {base} beter stand dan bezoeken", base=base)


def beside_subtitle(answer: Answer, words: Words) -> str:
    """The base year, and why a line breaks."""
    return words("{base} = 100 · een jaar telt mee als alle 12 maanden er zijn", base=answer.values["base_year"])


def beside_alternative(answer: Answer, words: Words) -> str:
    """The lines in words."""
    title, found = beside_title(answer, words), latest_indices(answer)
    if found is None:
        return words("{title}. Er is geen jaar waarin beide compleet zijn.", title=title)
    year, index = found
    return words(
        "{title}. In {year} stonden de bezoeken op {visits} en de uitleningen op {loans}, als {base} 100 is.",
        title=title,
        year=year,
        visits=words.number(index["visits"]),
        loans=words.number(index["loans"]),
        base=answer.values["base_year"],
    )


def whole_years(answer: Answer) -> list[int]:
    """The years in which both measures have all twelve months: the base years one can pick."""
    counted = Counter(year for year, months in answer.rows.select("year", "months").iter_rows() if months == 12)
    return sorted(year for year, measures in counted.items() if measures == 2)


VISITS_BESIDE_LOANS = Exhibit(
    name="board/visits_beside_loans",
    question="board/visits_beside_loans",
    draw=charts.visits_beside_loans,
    title=beside_title,
    subtitle=beside_subtitle,
    alternative=beside_alternative,
    table=(
        Shown("measure_name", mark("Wat"), "text"),
        Shown("year", mark("Jaar"), "year"),
        Shown("number", mark("Aantal"), "number"),
        Shown("months", mark("Maanden"), "number"),
        Shown("index_number", mark("Index"), "number"),
    ),
    derived=charts.measure_names,
)

EXHIBITS = (KEY_FIGURES, VISITS_BESIDE_LOANS)
