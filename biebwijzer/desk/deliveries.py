"""What the pages of Gegevens share: how fresh a source is, how complete, and how a delivery stands."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from biebwijzer.access import OPERATOR
from biebwijzer.desk.frame import pill
from biebwijzer.desk.markup import Markup, joined, markup
from biebwijzer.words import Words, mark

RHYTHM_NAMES = {
    "daily": mark("dagelijks"),
    "weekly": mark("wekelijks"),
    "monthly": mark("maandelijks"),
    "quarterly": mark("per kwartaal"),
    "yearly": mark("jaarlijks"),
    "once": mark("eenmalig"),
}
STANDINGS = {
    "active": (mark("telt mee"), "green"),
    "replaced": (mark("vervangen"), "gray"),
    "preview": (mark("wacht op nakijken"), "orange"),
    "unchanged": (mark("niets nieuws"), "gray"),
    "failed": (mark("geweigerd"), "red"),
    "discarded": (mark("weggegooid"), "gray"),
    "rolled_back": (mark("teruggedraaid"), "gray"),
}
MEASURES = {
    "visits": mark("Bezoeken"),
    "loans": mark("Uitleningen"),
    "residents": mark("Inwoners"),
    "active_users": mark("Actieve gebruikers"),
    "book_loans": mark("Uitgeleende boeken"),
    "audiobook_loans": mark("Uitgeleende luisterboeken"),
    "ebook_loans": mark("Uitgeleende e-books"),
    "eaudio_loans": mark("Uitgeleende online luisterboeken"),
    "visitors_in": mark("Bezoekers naar binnen"),
    "visitors_out": mark("Bezoekers naar buiten"),
    "participants": mark("Deelnemers"),
    "pupils": mark("Leerlingen"),
    "sent": mark("Verzonden mails"),
    "opened": mark("Geopende mails"),
    "clicked": mark("Mails waarin iemand doorklikte"),
    "bounced": mark("Mails die niet aankwamen"),
    "unsubscribed": mark("Afmeldingen"),
    "rows": mark("Rijen"),
}
STATES = {
    "partly": mark("Deels: {periods}."),
    "missing": mark("Ontbreekt: {periods}."),
    "closed": mark("Gesloten: {periods}."),
}
BLOCK = "display:inline-block;box-sizing:border-box;width:9px;height:14px;margin-right:2px;border-radius:1px;"
BLOCKS = {
    "complete": "background:#0A5A9C;border:1px solid #0A5A9C",
    "partly": "background:linear-gradient(to top,#0A5A9C 50%,#fff 50%);border:1px solid #0A5A9C",
    "missing": "background:#fff;border:1.5px solid #B4500F",
    "closed": "background:#fff;border:1px dashed #858F9C",
}

Row = Mapping[str, Any]


def here(moment: datetime | None) -> datetime | None:
    """A moment of the stores, which they write in UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def title_of(row: Row, words: Words) -> str:
    """What a source is called in the language of the reader."""
    return words.either({"nl": row["title_nl"], "en": row["title_en"]})


def who(row: Row, words: Words) -> str:
    """Who delivered: a colleague, or the command line."""
    return words("opdrachtregel") if row["delivered_by"] == OPERATOR else str(row["delivered_by"])


def rhythm(refresh: str, words: Words) -> str:
    """How often a source comes."""
    return words(RHYTHM_NAMES[refresh])


def said(row: Row, words: Words) -> str:
    """The sentence of a delivery or a refused row, filled with its own values."""
    if not row["sentence"]:
        return ""
    return words(row["sentence"], **json.loads(row["sentence_values"] or "{}"))


def freshness_pill(row: Row, words: Words) -> Markup:
    """Whether a source is in time, in a word."""
    if row["fresh_until"] is None:
        return pill(words("nog niet geladen"))
    if row["days_late"]:
        return pill(words.plural("{n} dag te laat", "{n} dagen te laat", row["days_late"]), "orange")
    return pill(words("geladen")) if row["refresh"] == "once" else pill(words("op tijd"), "green")


def standing(row: Row) -> str:
    """How a delivery stands: in force, replaced by a later one, or not in force."""
    gone = row["status"] == "active" and row["accepted"] and not row["rows_in_force"]
    return "replaced" if gone else str(row["status"])


def standing_pill(row: Row, words: Words) -> Markup:
    """How a delivery stands, in a word."""
    text, colour = STANDINGS.get(standing(row), (standing(row), "gray"))
    return pill(words(text), colour)


def period_name(period: date, refresh: str, words: Words) -> str:
    """A period as one calls it: a year, or the month it begins with."""
    return str(period.year) if refresh == "yearly" else words.month(period)


def strip_meaning(periods: Sequence[tuple[date, str]], refresh: str, words: Words) -> str:
    """The strip as a sentence, for whoever does not see it."""
    full = sum(state == "complete" for _, state in periods)
    said = [words("{n} van {total} perioden compleet.", n=words.number(full), total=words.number(len(periods)))]
    for state, sentence in STATES.items():
        names = [period_name(period, refresh, words) for period, found in periods if found == state]
        if names:
            said.append(words(sentence, periods=words.list(names)))
    return " ".join(said)


def strip(periods: Sequence[tuple[date, str]], refresh: str, words: Words) -> Markup:
    """Twelve blocks: full, half or empty with an orange edge; the sentence is read instead of them."""
    if not periods:
        return Markup("–")
    blocks = joined(markup('<span style="{style}"></span>', style=BLOCK + BLOCKS[state]) for _, state in periods)
    return markup(
        '<span role="img" aria-label="{meaning}" class="nowrap" style="vertical-align:middle">{blocks}</span>',
        meaning=strip_meaning(periods, refresh, words),
        blocks=blocks,
    )


def strips_by(rows: Iterable[Row], key: str) -> dict[str, list[tuple[date, str]]]:
    """The periods of every source or branch, in order."""
    found: dict[str, list[tuple[date, str]]] = {}
    for row in rows:
        found.setdefault(str(row[key]), []).append((row["period"], row["state"]))
    return found


def day(found: date | None, words: Words) -> Markup:
    """A date that stays on one line."""
    return markup('<span class="nowrap">{day}</span>', day=words.date(found))


def source_link(row: Row, words: Words) -> Markup:
    """A source's name, as a door to its own page."""
    return markup(
        '<a href="/bronnen?bron={source}" target="_self">{title}</a>',
        source=quote(row["source_id"]),
        title=title_of(row, words),
    )


def board_sentences(rows: Sequence[Row], words: Words) -> str:
    """How the sources stand, in the words of someone who is asked."""
    late = [row for row in rows if row["days_late"]]
    coming = [row for row in rows if row["refresh"] != "once" and row["fresh_until"] is not None]
    total = len(coming)
    if late:
        parts = [
            words.plural(
                "**{n} van de {total} bronnen** is op tijd.",
                "**{n} van de {total} bronnen** zijn op tijd.",
                total - len(late),
                total=words.number(total),
            )
        ]
        parts += [late_sentence(row, words) for row in late[:2]]
        if len(late) > 2:
            parts.append(words.plural("Nog {n} bron is te laat.", "Nog {n} bronnen zijn te laat.", len(late) - 2))
    elif coming:
        parts = [words.plural("**De ene bron** die ververst wordt, is bij.", "**Alle {n} bronnen** zijn bij.", total)]
    else:
        parts = []
    once = sum(row["refresh"] == "once" and row["fresh_until"] is not None for row in rows)
    if once:
        parts.append(
            words.plural(
                "**{n} bron** is één keer geladen en wordt niet ververst.",
                "**{n} bronnen** zijn één keer geladen en worden niet ververst.",
                once,
            )
        )
    waiting = sum(row["previews"] for row in rows)
    if waiting:
        parts.append(
            words.plural(
                "Er staat een levering klaar om na te kijken.",
                "Er staan {n} leveringen klaar om na te kijken.",
                waiting,
            )
        )
    return " ".join(parts)


def late_sentence(row: Row, words: Words) -> str:
    """How late one source is."""
    return words.plural(
        "{title} loopt {n} dag achter.", "{title} loopt {n} dagen achter.", row["days_late"], title=title_of(row, words)
    )


def figure_name(effect: Row, words: Words) -> str:
    """Which figure a delivery changes: bezoeken 2024."""
    name = words(MEASURES.get(effect["measure"]) or str(effect["measure"]))
    return name if effect["year"] is None else f"{name} {effect['year']}"


def difference(name: object, before: int | None, after: int | None, words: Words) -> tuple[object, ...]:
    """A line of what changes: the old figure crossed out, the new one, and how much it differs."""
    if before == after:
        return name, words.number(before), words.number(after), words("gelijk")
    gap = (after or 0) - (before or 0)
    signed = ("+" if gap > 0 else "") + words.number(gap)
    old = markup('<del style="color:#9B1C1C">{n}</del>', n=words.number(before)) if before is not None else "–"
    style = "color:#0B5D33;font-weight:600;text-decoration:none"
    new = markup('<ins style="{style}">{n}</ins>', style=style, n=words.number(after)) if after is not None else "–"
    return name, old, new, signed
