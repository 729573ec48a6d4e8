"""The exhibits of a proposition. A claim in a title follows from the rows by a rule; without one the title asks."""

from datetime import date

from biebwijzer.look import Exhibit, Shown
from biebwijzer.propositions import charts
from biebwijzer.propositions.effect_exhibits import EFFECT_EXHIBITS
from biebwijzer.propositions.mailings import MAILINGS
from biebwijzer.propositions.place_exhibits import NO_SHOW, OCCUPANCY, OCCUPANCY_RESERVED, VISITS_PER_HOUR
from biebwijzer.propositions.telling import SHARE, period
from biebwijzer.rates import LEAST, wilson
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark


def last_pair(answer: Answer) -> tuple[int, int, int, date] | None:
    """Persons, and the low and high end of what was expected, in the last month that has all three."""
    known = answer.rows.drop_nulls(["persons", "expected_low", "expected_high"])
    if known.is_empty():
        return None
    row = known.row(known.height - 1, named=True)
    return row["persons"], row["expected_low"], row["expected_high"], row["month"]


def actual_title(answer: Answer, words: Words) -> str:
    """Whether the last month is within what was expected, and whether the months before it were not."""
    found = last_pair(answer)
    if found is None:
        return words("Hoeveel mensen hebben een moment?")
    persons, low, high, month = found
    if persons > high:
        return words("In {month} kwamen meer mensen dan verwacht", month=words.month(month))
    if persons < low:
        return words("In {month} kwamen minder mensen dan verwacht", month=words.month(month))
    known = answer.rows.drop_nulls(["persons", "expected_low"])
    quiet = known.filter(known["persons"] < known["expected_low"]).height
    if quiet:
        return words.plural(
            mark("Na {n} stille maand kwamen er in {month} zoveel mensen als verwacht"),
            mark("Na {n} stille maanden kwamen er in {month} zoveel mensen als verwacht"),
            n=quiet,
            month=words.month(month),
        )
    return words("In {month} kwamen er zoveel mensen als verwacht", month=words.month(month))


def actual_subtitle(answer: Answer, words: Words) -> str:
    """What is counted, and since when the expectation stands."""
    what = words("mensen met minstens één ingecheckt moment per maand")
    known = answer.rows.drop_nulls(["expected", "recorded_on"])
    if known.is_empty():
        return words("{what} · streeplijn = vorig jaar", what=what)
    row = known.row(known.height - 1, named=True)
    margin = (row["expected_high"] - row["expected"]) / row["expected"] if row["expected"] else 0
    when = words.date(row["recorded_on"])
    if known["is_afterwards"].any():
        recorded = words("verwachting deels achteraf vastgelegd, laatst op {date}", date=when)
    else:
        recorded = words("verwachting vastgelegd op {date}", date=when)
    band = words("band = verwacht ± {margin}", margin=words.percent(margin, 0))
    return f"{what} · {band} · {recorded}"


def actual_alternative(answer: Answer, words: Words) -> str:
    """The line in words."""
    known = answer.rows.drop_nulls("persons")
    if known.is_empty():
        return words("{title}. Er is geen maand met een getal.", title=actual_title(answer, words))
    row = known.row(known.height - 1, named=True)
    return words(
        "{title}. In {month} waren het er {persons}; verwacht was {expected}.",
        title=actual_title(answer, words),
        month=words.month(row["month"]),
        persons=words.number(row["persons"]),
        expected=words.number(row["expected"]),
    )


ACTUAL = Exhibit(
    name="propositions/actual",
    question="propositions/actual",
    draw=charts.actual,
    title=actual_title,
    subtitle=actual_subtitle,
    alternative=actual_alternative,
    # As high as what is promised, which stands beside it.
    height=400,
    table=(
        Shown("month", mark("Maand"), "month"),
        Shown("persons", mark("Mensen|aantal"), "number"),
        Shown("expected", mark("Verwacht"), "number"),
        Shown("before", mark("Vorig jaar"), "number"),
        Shown("expected_low", mark("Band van"), "number"),
        Shown("expected_high", mark("Band tot"), "number"),
    ),
)


def biggest_loss(answer: Answer) -> str | None:
    """The step where the smallest part went on; None when a step is hidden or holds too few."""
    shares = {}
    for row in answer.rows.iter_rows(named=True):
        if row["step"] in ("reserved", "checked_in", "returned"):
            rate = wilson(row["persons"], row["out_of"])
            if rate is None or row["out_of"] < LEAST:
                return None
            shares[row["step"]] = rate.share
    return min(shares, key=lambda step: shares[step]) if shares else None


LOSSES = {
    "reserved": mark("Na het aanmelden haken de meesten af"),
    "checked_in": mark("Tussen reserveren en inchecken haken de meesten af"),
    "returned": mark("De grootste stap is van één keer komen naar terugkomen"),
}


def funnel_title(answer: Answer, words: Words) -> str:
    """Where most people stop."""
    step = biggest_loss(answer)
    return words(LOSSES[step]) if step else words("Hoever komt wie zich aanmeldt?")


def funnel_subtitle(answer: Answer, words: Words) -> str:
    """What is counted and over which step a share is."""
    said = words("wie zich aanmeldde van {period} · % van de stap ervoor (95%-marge)", period=period(answer, words))
    if answer.rows.filter(answer.rows["step"] == "reached")["persons"].drop_nulls().is_empty():
        return said
    return words("{said} · bereikt = minstens zoveel kregen een mailing", said=said)


def funnel_alternative(answer: Answer, words: Words) -> str:
    """The steps in words, and how many arranged it all in one go."""
    told = [f"{row['step_name']}: {row['told']}" for row in charts.steps(answer, words).iter_rows(named=True)]
    return words("{title}. {steps}.", title=funnel_title(answer, words), steps="; ".join(told))


FUNNEL = Exhibit(
    name="propositions/funnel",
    question="propositions/funnel",
    draw=charts.funnel,
    title=funnel_title,
    subtitle=funnel_subtitle,
    alternative=funnel_alternative,
    table=(
        Shown("step_name", mark("Stap"), "text"),
        Shown("persons", mark("Mensen|aantal"), "number"),
        Shown("out_of", mark("Van"), "number"),
        *SHARE,
    ),
    derived=charts.steps,
)


def new_title(answer: Answer, words: Words) -> str:
    """The share in the last month."""
    known = answer.rows.drop_nulls("share") if "share" in answer.rows.columns else answer.rows.head(0)
    if known.is_empty():
        return words("Komt er nieuw publiek?")
    row = known.row(known.height - 1, named=True)
    return words(
        "{share} was in {month} nieuw publiek", share=words.percent(row["share"]), month=words.month(row["month"])
    )


def new_subtitle(answer: Answer, words: Words) -> str:
    """What new means."""
    return words("geen betaald lid in de 24 maanden vóór het eerste moment · {period}", period=period(answer, words))


def new_alternative(answer: Answer, words: Words) -> str:
    """The line in words."""
    return words("{title}. Per maand staat het aandeel met zijn marge in de tabel.", title=new_title(answer, words))


NEW_AUDIENCE = Exhibit(
    name="propositions/new_audience",
    question="propositions/new_audience",
    draw=charts.new_audience,
    title=new_title,
    subtitle=new_subtitle,
    alternative=new_alternative,
    table=(
        Shown("month", mark("Maand"), "month"),
        Shown("persons", mark("Mensen|aantal"), "number"),
        Shown("new_persons", mark("Nieuw publiek"), "number"),
        *SHARE,
    ),
    derived=charts.new_shares,
)


def portfolio_title(answer: Answer, words: Words) -> str:
    """Who reaches most people, when several are counted."""
    known = answer.rows.drop_nulls("persons").sort("persons", descending=True)
    if known.height < 2 or "known_as" not in known.columns:
        return words("Hoeveel mensen bereiken onze proposities?")
    first = known.row(0, named=True)
    return words("{name} bereikt de meeste mensen: {n}", name=first["known_as"], n=words.number(first["persons"]))


def portfolio_subtitle(answer: Answer, words: Words) -> str:
    """The month and what the tick is."""
    months = answer.rows["month"].drop_nulls()
    if months.is_empty():
        return words("mensen met een moment per maand")
    return words("mensen met een moment in {month} · streepje = een jaar eerder", month=words.month(months[0]))


def portfolio_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    return words(
        "{title}. Er staan {n} regels in de tabel.", title=portfolio_title(answer, words), n=answer.rows.height
    )


PORTFOLIO = Exhibit(
    name="propositions/portfolio",
    question="propositions/portfolio",
    draw=charts.portfolio,
    title=portfolio_title,
    subtitle=portfolio_subtitle,
    alternative=portfolio_alternative,
    table=(
        Shown("known_as", mark("Propositie"), "text"),
        Shown("persons", mark("Mensen|aantal"), "number"),
        Shown("before", mark("Vorig jaar"), "number"),
        Shown("back_share", mark("Komt terug"), "percent"),
        Shown("back_margin", mark("95%-marge"), "text"),
        Shown("share", mark("Komt niet opdagen"), "percent"),
        Shown("margin", mark("95%-marge"), "text"),
        Shown("status_name", mark("Stand"), "text"),
    ),
    derived=charts.listed,
)

EXHIBITS = (
    *(PORTFOLIO, ACTUAL, FUNNEL, MAILINGS, NEW_AUDIENCE, NO_SHOW, OCCUPANCY, OCCUPANCY_RESERVED, VISITS_PER_HOUR),
    *EFFECT_EXHIBITS,
)
