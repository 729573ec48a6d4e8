"""The exhibits of who comes."""

from biebwijzer.look import Exhibit, Shown
from biebwijzer.rates import wilson
from biebwijzer.segments import charts
from biebwijzer.segments.group_exhibits import GROUP_EXHIBITS
from biebwijzer.segments.rules import RULES, explained, status_name
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

MEMBERS = Shown("members", mark("Leden"), "number")
USED = (
    Shown("used", mark("Gebruikte de pas in 12 maanden"), "number"),
    Shown("share", mark("Aandeel"), "percent"),
    Shown("margin", mark("95%-marge"), "text"),
)


def count_of(answer: Answer, column: str, name: str) -> int | None:
    """The members of one name; None when they are hidden, 0 when there is no such row."""
    for row in answer.rows.iter_rows(named=True):
        if row[column] == name:
            return None if row["members"] is None else int(row["members"])
    return 0


def total_of(answer: Answer, column: str = "members") -> int | None:
    """All members; None while a part of them is hidden, as a sum of the rest would be wrong."""
    if answer.rows[column].null_count():
        return None
    return int(answer.rows[column].sum())


def sentence(recency: Answer, words: Words) -> str:
    """What one could say aloud about who comes; no share while a part of it is hidden."""
    recent, total = count_of(recency, "class", "month"), total_of(recency)
    rate = wilson(recent, total)
    if rate is None:
        return words("Een deel van de leden is verborgen; daarom staat hier geen aandeel.")
    return words(
        "Van de **{total} leden** gebruikte **{share}** de pas in de laatste maand.",
        total=words.number(total),
        share=words.percent(rate.share),
    )


def stand(answer: Answer, words: Words) -> str:
    """The reference date."""
    return words("leden op {date}", date=words.date(answer.values["reference_date"]))  # type: ignore[arg-type]


def status_title(answer: Answer, words: Words) -> str:
    """How many sleep, when that can be said."""
    dormant = wilson(count_of(answer, "status", "dormant"), total_of(answer))
    if dormant is None:
        return words("Wie gebruikt de pas nog?")
    return words("{share} van de leden gebruikte de pas een jaar niet", share=words.percent(dormant.share))


def status_subtitle(answer: Answer, words: Words) -> str:
    """The date and the rules in short."""
    rules = words(
        "nieuw = hoogstens {new} maanden lid, slapend = {active} maanden niet gebruikt",
        new=words.number(RULES.new_months),
        active=words.number(RULES.active_months),
    )
    return f"{stand(answer, words)} · {rules}"


def status_alternative(answer: Answer, words: Words) -> str:
    """The bars in words, with the rules."""
    rules = [
        words("{name}: {rule}", name=status_name(code, words), rule=rule) for code, rule in explained(words).items()
    ]
    return words("{title}. {rules}.", title=status_title(answer, words), rules="; ".join(rules))


MEMBERS_BY_STATUS = Exhibit(
    name="segments/members_by_status",
    question="segments/members_by_status",
    draw=charts.by_status,
    title=status_title,
    subtitle=status_subtitle,
    alternative=status_alternative,
    table=(Shown("status_name", mark("Status"), "text"), MEMBERS),
    derived=charts.status_names,
)


def recency_title(answer: Answer, words: Words) -> str:
    """Which share used the card in the last month, when nothing is hidden."""
    recent = wilson(count_of(answer, "class", "month"), total_of(answer))
    if recent is None:
        return words("Wanneer gebruikten leden de pas voor het laatst?")
    return words("{share} van de leden gebruikte de pas in de laatste maand", share=words.percent(recent.share))


def recency_subtitle(answer: Answer, words: Words) -> str:
    """The date and what is counted."""
    what = words("tijd sinds de pas voor het laatst gebruikt is")
    return f"{stand(answer, words)} · {what}"


def recency_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    return words("{title}. Ook wie lang niet kwam, staat erin.", title=recency_title(answer, words))


RECENCY = Exhibit(
    name="segments/recency",
    question="segments/recency",
    draw=charts.recency,
    title=recency_title,
    subtitle=recency_subtitle,
    alternative=recency_alternative,
    table=(Shown("class_name", mark("Laatst gebruikt"), "text"), MEMBERS),
    derived=charts.class_names,
)


def cohorts_title(answer: Answer, words: Words) -> str:
    """The year in which most of today's members joined."""
    known = answer.rows.drop_nulls("joined")
    if known.is_empty():
        return words("In welk jaar werden leden lid?")
    top = known.sort("joined", descending=True).row(0, named=True)
    return words(
        "De meeste leden van nu kwamen in {year}: {number}", year=top["year"], number=words.number(top["joined"])
    )


def cohorts_subtitle(answer: Answer, words: Words) -> str:
    """The date, and that whoever left is in no cohort."""
    left = words("naar jaar van inschrijving; wie vertrok staat er niet in")
    return f"{stand(answer, words)} · {left}"


def cohorts_alternative(answer: Answer, words: Words) -> str:
    """The columns in words, with the share that used the card and its margin."""
    joined, used = total_of(answer, "joined"), total_of(answer, "used")
    rate = wilson(used, joined)
    if rate is None:
        return words("{title}.", title=cohorts_title(answer, words))
    return words(
        "{title}. Van alle jaren samen gebruikte {share} de pas in de laatste 12 maanden (95%-marge {low} tot {high}).",
        title=cohorts_title(answer, words),
        share=words.percent(rate.share),
        low=words.percent(rate.low),
        high=words.percent(rate.high),
    )


COHORTS = Exhibit(
    name="segments/cohorts",
    question="segments/cohorts",
    draw=charts.cohorts,
    title=cohorts_title,
    subtitle=cohorts_subtitle,
    alternative=cohorts_alternative,
    table=(Shown("year", mark("Jaar"), "year"), Shown("joined", mark("Nu nog lid"), "number"), *USED),
    derived=charts.shares,
)


def branch_title(answer: Answer, words: Words) -> str:
    """The branch where most members registered."""
    known = answer.rows.drop_nulls("members")
    if known.is_empty():
        return words("Waar zijn de leden ingeschreven?")
    first = known.row(0, named=True)
    return words(
        "Bij {branch} zijn de meeste leden ingeschreven: {number}",
        branch=first["branch"],
        number=words.number(first["members"]),
    )


def branch_subtitle(answer: Answer, words: Words) -> str:
    """The date, and that only the largest are drawn."""
    if answer.rows.height <= charts.MOST_BRANCHES:
        return stand(answer, words)
    drawn = words(
        "de grootste {n} van {all} plekken; alle staan in de tabel",
        n=words.number(charts.MOST_BRANCHES),
        all=words.number(answer.rows.height),
    )
    return f"{stand(answer, words)} · {drawn}"


def branch_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    return words(
        "{title}. Er zijn {n} plekken met leden.",
        title=branch_title(answer, words),
        n=words.number(answer.rows.height),
    )


USE_PER_BRANCH = Exhibit(
    name="segments/use_per_branch",
    question="segments/use_per_branch",
    draw=charts.per_branch,
    title=branch_title,
    subtitle=branch_subtitle,
    alternative=branch_alternative,
    table=(Shown("branch", mark("Vestiging"), "text"), MEMBERS, *USED),
    derived=charts.shares,
)

EXHIBITS = (*GROUP_EXHIBITS, MEMBERS_BY_STATUS, RECENCY, COHORTS, USE_PER_BRANCH)
