"""The exhibits of usage: what is asked, how it is drawn, and the sentence that a rule makes of it."""

from biebwijzer.look import Exhibit, Shown
from biebwijzer.usage import charts
from biebwijzer.usage.findings import biggest, gaps, trend
from biebwijzer.usage.returns import ACTIVE_USERS, STATED_LOANS
from biebwijzer.usage.satisfaction import RECOMMENDATION, SATISFACTION
from biebwijzer.usage.survey import VISIT_REASONS
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark


def _months_title(answer: Answer, words: Words, value: str, texts: dict[str, str]) -> str:
    found = trend(answer.rows, value)
    if found is None:
        return words(texts["asked"])
    return words(texts[found.direction], change=words.percent(abs(found.change)))


VISITS_TITLE = {
    "asked": mark("Hoeveel bezoeken zijn er per maand?"),
    "rises": mark("Er zijn {change} meer bezoeken dan een jaar eerder"),
    "falls": mark("Er zijn {change} minder bezoeken dan een jaar eerder"),
    "same": mark("Het aantal bezoeken is ongeveer gelijk aan een jaar eerder"),
}
LOANS_TITLE = {
    "asked": mark("Hoeveel uitleningen zijn er per maand?"),
    "rises": mark("We lenen {change} meer uit dan een jaar eerder"),
    "falls": mark("We lenen {change} minder uit dan een jaar eerder"),
    "same": mark("Het aantal uitleningen is ongeveer gelijk aan een jaar eerder"),
}


def visits_title(answer: Answer, words: Words) -> str:
    """What the months with a number in both years say of visits."""
    return _months_title(answer, words, "visits", VISITS_TITLE)


def loans_title(answer: Answer, words: Words) -> str:
    """What the months with a number in both years say of loans."""
    return _months_title(answer, words, "loans", LOANS_TITLE)


def months_subtitle(answer: Answer, words: Words) -> str:
    """Period and reading key; how many months the title compares."""
    rows = answer.rows
    if rows.is_empty():
        return words("per maand")
    value = answer.query.measure or ""
    found = trend(rows, value)
    period = words(
        "per maand, {since} tot en met {until} · stippellijn = jaar eerder",
        since=words.month(rows["month"][0]),
        until=words.month(rows["month"][-1]),
    )
    if found is None:
        return period
    compared = words.plural("titel over de laatste {n} maand", "titel over de laatste {n} maanden", found.months)
    return f"{period} · {compared}"


def visits_alternative(answer: Answer, words: Words) -> str:
    """The chart of visits in words."""
    return visits_title(answer, words) + ". " + _months_told(answer, words)


def loans_alternative(answer: Answer, words: Words) -> str:
    """The chart of loans in words."""
    return loans_title(answer, words) + ". " + _months_told(answer, words)


def _months_told(answer: Answer, words: Words) -> str:
    value = answer.query.measure or ""
    known = answer.rows.drop_nulls(value)
    if known.is_empty():
        return words("Geen enkele maand heeft een getal.")
    last = known.row(-1, named=True)
    told = words(
        "In {month} waren het er {number}.", month=words.month(last["month"]), number=words.number(last[value])
    )
    missing = gaps(answer.rows, value)
    if not missing:
        return told
    absent = words.plural(
        "{n} maand heeft geen getal en staat er als gat.",
        "{n} maanden hebben geen getal en staan er als gat.",
        len(missing),
    )
    return f"{told} {absent}"


MONTH = Shown("month", mark("Maand"), "month")
BEFORE = Shown("before", mark("Jaar eerder"), "number")
BRANCH = Shown("branch", mark("Vestiging"), "text")
BRANCHES = Shown("branches", mark("Vestigingen met een getal"), "number")
YEAR = Shown("year", mark("Jaar"), "year")
VISITS = Shown("visits", mark("Bezoeken"), "number")
LOANS = Shown("loans", mark("Uitleningen"), "number")
MONTHS = Shown("months", mark("Maanden"), "number")

VISITS_PER_MONTH = Exhibit(
    name="usage/visits_per_month",
    question="usage/visits_per_month",
    draw=charts.visits_per_month,
    title=visits_title,
    subtitle=months_subtitle,
    alternative=visits_alternative,
    table=(MONTH, VISITS, BEFORE, BRANCHES),
)
LOANS_PER_MONTH = Exhibit(
    name="usage/loans_per_month",
    question="usage/loans_per_month",
    draw=charts.loans_per_month,
    title=loans_title,
    subtitle=months_subtitle,
    alternative=loans_alternative,
    table=(MONTH, LOANS, BEFORE, BRANCHES),
)


def visits_branch_title(answer: Answer, words: Words) -> str:
    """Which branch has most of the visits, and how much of all."""
    top = biggest(answer.rows, "branch", "visits")
    if top is None:
        return words("Welke vestiging heeft de meeste bezoeken?")
    return words("Vestiging {branch} heeft {share} van alle bezoeken", branch=top[0], share=words.percent(top[1]))


def loans_branch_title(answer: Answer, words: Words) -> str:
    """Which branch has most of the loans, and how much of all."""
    top = biggest(answer.rows, "branch", "loans")
    if top is None:
        return words("Waar lenen mensen?")
    return words("Vestiging {branch} heeft {share} van alle uitleningen", branch=top[0], share=words.percent(top[1]))


def branch_subtitle(answer: Answer, words: Words) -> str:
    """Period and reading key."""
    return words(
        "per vestiging · {since} tot en met {until} · streepje = zelfde maanden een jaar eerder",
        since=words.month(answer.values["since"]),  # type: ignore[arg-type]
        until=words.month(answer.values["until"]),  # type: ignore[arg-type]
    )


def _branches_told(answer: Answer, words: Words, title: str) -> str:
    value = answer.query.measure or ""
    parts = [
        words("{branch} {number}", branch=branch, number=words.number(number))
        for branch, number in answer.rows.head(3).select("branch", value).iter_rows()
    ]
    return words("{title}. De grootste: {branches}.", title=title, branches=words.list(parts))


def visits_branch_alternative(answer: Answer, words: Words) -> str:
    """The bars of visits in words."""
    return _branches_told(answer, words, visits_branch_title(answer, words))


def loans_branch_alternative(answer: Answer, words: Words) -> str:
    """The bars of loans in words."""
    return _branches_told(answer, words, loans_branch_title(answer, words))


VISITS_PER_BRANCH = Exhibit(
    name="usage/visits_per_branch",
    question="usage/visits_per_branch",
    draw=charts.visits_per_branch,
    title=visits_branch_title,
    subtitle=branch_subtitle,
    alternative=visits_branch_alternative,
    table=(BRANCH, VISITS, BEFORE, MONTHS),
)
LOANS_PER_BRANCH = Exhibit(
    name="usage/loans_per_branch",
    question="usage/loans_per_branch",
    draw=charts.loans_per_branch,
    title=loans_branch_title,
    subtitle=branch_subtitle,
    alternative=loans_branch_alternative,
    table=(BRANCH, LOANS, BEFORE, MONTHS),
)


def visits_year_title(answer: Answer, words: Words) -> str:
    """The year with the most visits."""
    top = answer.rows.sort("visits", descending=True).row(0, named=True)
    return words(
        "In {year} waren er de meeste bezoeken: {number}", year=top["year"], number=words.number(top["visits"])
    )


def loans_year_title(answer: Answer, words: Words) -> str:
    """The year with the most loans."""
    top = answer.rows.sort("loans", descending=True).row(0, named=True)
    return words(
        "In {year} waren er de meeste uitleningen: {number}", year=top["year"], number=words.number(top["loans"])
    )


def year_subtitle(answer: Answer, words: Words) -> str:
    """What a column is; a year may be incomplete."""
    return words("per kalenderjaar · alleen geleverde maanden tellen mee")


def visits_year_alternative(answer: Answer, words: Words) -> str:
    """The columns of visits in words."""
    last = answer.rows.row(-1, named=True)
    return words(
        "{title}. In {year} waren het er {number}.",
        title=visits_year_title(answer, words),
        year=last["year"],
        number=words.number(last["visits"]),
    )


def loans_year_alternative(answer: Answer, words: Words) -> str:
    """The columns of loans in words."""
    last = answer.rows.row(-1, named=True)
    return words(
        "{title}. In {year} waren het er {number}.",
        title=loans_year_title(answer, words),
        year=last["year"],
        number=words.number(last["loans"]),
    )


VISITS_PER_YEAR = Exhibit(
    name="usage/visits_per_year",
    question="usage/visits_per_year",
    draw=charts.visits_per_year,
    title=visits_year_title,
    subtitle=year_subtitle,
    alternative=visits_year_alternative,
    table=(YEAR, VISITS),
)
LOANS_PER_YEAR = Exhibit(
    name="usage/loans_per_year",
    question="usage/loans_per_year",
    draw=charts.loans_per_year,
    title=loans_year_title,
    subtitle=year_subtitle,
    alternative=loans_year_alternative,
    table=(YEAR, LOANS),
)


def members_branch_title(answer: Answer, words: Words) -> str:
    """Which branch has most members; a share only when nothing is hidden, since hidden cells are in no sum."""
    top = biggest(answer.rows, "branch", "members")
    if top is None:
        return words("Waar zijn de leden ingeschreven?")
    if answer.hidden:
        return words("De meeste leden zijn ingeschreven bij {branch}", branch=top[0])
    return words("{share} van de leden is ingeschreven bij {branch}", share=words.percent(top[1]), branch=top[0])


def members_branch_subtitle(answer: Answer, words: Words) -> str:
    """The date, and how many of the branches are drawn."""
    stand = words("leden op {date}", date=words.date(answer.values["reference_date"]))  # type: ignore[arg-type]
    if answer.rows.height <= charts.MOST_BRANCHES:
        return stand
    drawn = words(
        "de grootste {n} van {all} plekken, de rest staat in de tabel",
        n=words.number(charts.MOST_BRANCHES),
        all=words.number(answer.rows.height),
    )
    return f"{stand} · {drawn}"


def members_branch_alternative(answer: Answer, words: Words) -> str:
    """The bars of members in words."""
    return words(
        "{title}. Er zijn {n} plekken met leden.",
        title=members_branch_title(answer, words),
        n=words.number(answer.rows.height),
    )


MEMBERS_PER_BRANCH = Exhibit(
    name="usage/members_per_branch",
    question="usage/members_per_branch",
    draw=charts.members_per_branch,
    title=members_branch_title,
    subtitle=members_branch_subtitle,
    alternative=members_branch_alternative,
    table=(BRANCH, Shown("members", mark("Leden"), "number")),
)

EXHIBITS = (
    VISITS_PER_MONTH,
    LOANS_PER_MONTH,
    VISITS_PER_BRANCH,
    LOANS_PER_BRANCH,
    VISITS_PER_YEAR,
    LOANS_PER_YEAR,
    MEMBERS_PER_BRANCH,
    ACTIVE_USERS,
    STATED_LOANS,
    VISIT_REASONS,
    SATISFACTION,
    RECOMMENDATION,
)
