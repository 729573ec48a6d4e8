"""What a linked member used, between the talks on a card: a month a line, with a sign of its own."""

from collections.abc import Sequence

from biebwijzer.activities.names import CORE_FUNCTIONS
from biebwijzer.desk.frame import pill
from biebwijzer.desk.markup import Markup, markup
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

SUBSCRIPTIONS = {
    "adult": mark("volwassenen"),
    "youth": mark("jeugd"),
    "school": mark("school"),
    "business": mark("zakelijk"),
}
# A name of its own where the library wrote the proposition down under none.
NAMES = {"bieb_werkt": "Bieb Werkt"}
BEGAN, ENDED, ACCOUNT = "began", "ended", "account"


def linked_items(memberships: Sequence[Row], use: Sequence[Row], until: object) -> list[Row]:
    """Lines of a timeline: when a membership began and ended until today, and a line per month of use."""
    found = []
    for row in memberships:
        kind = BEGAN if row["person_kind"] == "member" else ACCOUNT
        found.append({**row, "used": kind, "used_on": row["since"]})
        if row["until"] and row["until"] <= until:
            found.append({**row, "used": ENDED, "used_on": row["until"]})
    return [*found, *({**row, "used_on": row["last_on"]} for row in use)]


def use_told(words: Words, row: Row) -> Markup:
    """One line: what it was, when and where, and what came of it."""
    if row["used"] == "reservation":
        sign, title, when = words("werkplek"), _reserved(words, row), words.month(row["month"])
        about = _came_of(words, row)
    elif row["used"] == "activity":
        sign, when = words("activiteit"), words.month(row["month"])
        title = words.plural("1 keer meegedaan", "{n} keer meegedaan", n=row["times"])
        about = words(CORE_FUNCTIONS[row["core_function"]])
    else:
        sign = words("account") if row["used"] == ACCOUNT else words("lid")
        when, about = words.date(row["used_on"]), _kind(words, row)
        title = {
            BEGAN: words("Lid geworden"),
            ENDED: words("Lidmaatschap gestopt"),
            ACCOUNT: words("Gratis account gemaakt"),
        }[row["used"]]
    beside = " · ".join(part for part in (when, row["branch"]) if part)
    return markup(
        '<li class="use"><p>{sign} <b>{title}</b> <span class="sub">· {beside}</span></p>{about}</li>',
        sign=pill(sign),
        title=title,
        beside=beside,
        about=markup('<p class="sub">{about}</p>', about=about) if about else Markup(""),
    )


def _reserved(words: Words, row: Row) -> str:
    return words.plural("1 plek gereserveerd", "{n} plekken gereserveerd", n=row["times"])


def _came_of(words: Words, row: Row) -> str:
    """How often somebody checked in, did not come, or cancelled."""
    told = (
        (row["checked_in"], mark("1 keer ingecheckt"), mark("{n} keer ingecheckt")),
        (row["no_show"], mark("1 keer niet gekomen"), mark("{n} keer niet gekomen")),
        (row["cancelled"], mark("1 keer afgezegd"), mark("{n} keer afgezegd")),
    )
    came = ", ".join(words.plural(one, many, n=n) for n, one, many in told if n)
    return ": ".join(part for part in (_proposition(row), came) if part)


def _kind(words: Words, row: Row) -> str:
    """The kind of subscription, or what a free account is for."""
    if row["subscription"] in SUBSCRIPTIONS:
        return words("abonnement {kind}", kind=words(SUBSCRIPTIONS[row["subscription"]]))
    return _proposition(row)


def _proposition(row: Row) -> str:
    return NAMES.get(row["proposition"], row["proposition"] or "")


def membership_told(words: Words, row: Row, today: object) -> str:
    """`Lid sinds 3 mei 2019 · vestiging Nieuwegein · abonnement volwassenen`."""
    since, until = words.date(row["since"]), row["until"]
    if row["person_kind"] == "free_account":
        what = words("Gratis account sinds {day}", day=since)
    elif until and until <= today:
        what = words("Was lid van {since} tot {until}", since=since, until=words.date(until))
    else:
        what = words("Lid sinds {day}", day=since)
    branch = words("vestiging {name}", name=row["branch"]) if row["branch"] else ""
    return " · ".join(part for part in (what, branch, _kind(words, row)) if part)
