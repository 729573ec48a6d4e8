"""Consents: what somebody agreed to, by which words and with what proof; withdrawing is one press, unknown is no."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from biebwijzer.access import Change, Saved, Workspace, existing, filled, new_id
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations.naming import searchable
from biebwijzer.relations.people import note_problems
from biebwijzer.relations.saving import library_of, standing
from biebwijzer.warehouse import Row, now
from biebwijzer.words import mark

TABLE, WORDING, LINK = "relations.consent", "relations.consent_wording", "relations.person_link"
PURPOSES: Mapping[str, str] = {
    "newsletter": mark("Nieuws"),
    "invitation": mark("Uitnodigingen"),
    "research": mark("Meedenken en onderzoek"),
    "fundraising": mark("Vragen om steun"),
}
CHANNELS: Mapping[str, str] = {
    "mail": mark("per e-mail"),
    "phone": mark("per telefoon"),
    "message": mark("per WhatsApp of sms"),
    "post": mark("per post"),
}
# What is no message: that a card shows somebody's membership and use. It is said in a form of its own.
ON_CARD = ("on_card", "card")
EVERY_PURPOSE: Mapping[str, str] = {**PURPOSES, ON_CARD[0]: mark("Lidmaatschap en gebruik")}
EVERY_CHANNEL: Mapping[str, str] = {**CHANNELS, ON_CARD[1]: mark("op de kaart")}
# How somebody said so.
SOURCES: Mapping[str, str] = {
    "paper": mark("Formulier op papier"),
    "site": mark("Formulier op de site"),
    "mail": mark("Mail"),
    "desk": mark("Aan de balie"),
    "call": mark("Aan de telefoon"),
    "event": mark("Bij een activiteit"),
}
OLDEST_YEAR = 1990
SHORTEST_PROOF = 4
# The version of the words that come with the house; a library's own begin at 1.
DEFAULT = 0
# What people write where proof is asked, and what proves nothing.
NO_PROOF = {
    "",
    "ja",
    "yes",
    "ok",
    "oke",
    "akkoord",
    "nvt",
    "n v t",
    "geen",
    "none",
    "onbekend",
    "unknown",
    "toestemming",
}


@dataclass(frozen=True)
class ConsentDraft:
    """A consent as typed; `own_wording` is a text that none of the versions kept has yet."""

    person_id: str
    purpose: str
    channel: str
    given_on: date | None
    source: str | None = None
    proof: str | None = None
    version: int = DEFAULT
    own_wording: str | None = None


@dataclass(frozen=True)
class ConsentWording:
    """One version of the words by which a library asks consent."""

    version: int
    content: str


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("consent_wordings.toml").read_text(encoding="utf-8"))


def default_wording(purpose: str, channel: str) -> ConsentWording:
    """The words that come with the house, in the language in which people are asked."""
    texts = _texts()
    return ConsentWording(DEFAULT, texts["asked"][purpose].format(how=texts["how"][channel]))


def wordings(workspace: Workspace, library: str, purpose: str, channel: str) -> list[ConsentWording]:
    """The words one can have agreed to, the latest version first; those of the house are always among them."""
    asked = {"library_id": library, "purpose": purpose, "channel": channel}
    rows = workspace.ask("relations/consent_wordings", **asked).rows.to_dicts()
    own = [ConsentWording(row["version"], row["content"]) for row in rows]
    return [*own, default_wording(purpose, channel)]


def problems(draft: ConsentDraft, today: date, withdrawn_on: date | None = None) -> list[Problem]:
    """What stands in the way of keeping this consent; `withdrawn_on` is when it was last withdrawn."""
    found = what_problems(draft.purpose, draft.channel)
    if draft.source not in SOURCES:
        found.append(Problem("source", mark("**Hoe zei iemand ja?** Kies er een uit de lijst.")))
    found += _day_problems(draft.given_on, today, withdrawn_on)
    sentence = mark("**Zonder bewijs is het geen toestemming.** Schrijf op waar het ligt: welke map, welke mail.")
    return [*found, *proof_problems(draft.proof, sentence), *note_problems("own_wording", draft.own_wording)]


def proof_problems(proof: str | None, sentence: str) -> list[Problem]:
    """Whether it is said where the proof lies; `sentence` is what one is told when it proves nothing."""
    text = filled(proof)
    proves = searchable(text) not in NO_PROOF and len(text or "") >= SHORTEST_PROOF
    return [*([] if proves else [Problem("proof", sentence)]), *note_problems("proof", text)]


def what_problems(purpose: str | None, channel: str | None) -> list[Problem]:
    """Whether it is known what this is about."""
    if (purpose, channel) == ON_CARD:
        return []
    found = []
    if purpose not in PURPOSES:
        found.append(Problem("purpose", mark("**Waarvoor?** Kies er een uit de lijst.")))
    if channel not in CHANNELS:
        found.append(Problem("channel", mark("**Langs welke weg?** Kies er een uit de lijst.")))
    return found


def _day_problems(given_on: date | None, today: date, withdrawn_on: date | None) -> list[Problem]:
    if given_on is None:
        return [Problem("given_on", mark("**Wanneer zei iemand ja?** Kies een dag."))]
    if given_on > today:
        return [Problem("given_on", mark("**Deze datum ligt in de toekomst.** Kies vandaag of eerder."))]
    if given_on.year < OLDEST_YEAR:
        return [Problem("given_on", mark("**Deze datum is te lang geleden.** Klopt het jaar?"))]
    if withdrawn_on and given_on < withdrawn_on:
        later = mark("**Daarna is het weer ingetrokken.** Alleen een ja van na die dag telt.")
        return [Problem("given_on", later)]
    return []


def give(workspace: Workspace, draft: ConsentDraft, row_id: str | None = None) -> Saved:
    """Keep that somebody agreed, with the words as they were; saving the same form twice keeps one."""
    made = row_id or new_id()
    if existing(workspace, TABLE, made):
        return Saved(made)
    with workspace.change("relations.consent.given") as act:
        keep(workspace, act, draft, made)
        act.subject = (TABLE, made)
    return Saved(made, act.audit_id)


def keep(workspace: Workspace, act: Change, draft: ConsentDraft, row_id: str | None = None) -> str:
    """Keep that somebody agreed as a part of a larger act; its id."""
    person, library = whom(workspace, act, draft.person_id)
    told = _rows_of(act, person, draft.purpose, draft.channel)
    last = max((row["withdrawn_on"] for row in told if row["withdrawn_on"]), default=None)
    for problem in problems(draft, workspace.today, last):
        raise NotAllowed(problem.word, **problem.values)
    wording = _agreed_to(workspace, act, library, draft)
    row = {
        "library_id": library, "person_id": person, "channel": draft.channel, "purpose": draft.purpose,
        "wording": wording.content, "wording_version": wording.version, "source": draft.source,
        "given_on": draft.given_on, "proof": filled(draft.proof), "recorded_by": workspace.user_id,
        "recorded_at": now(),
    }  # fmt: skip
    return act.add(TABLE, row, row_id)


def withdraw(workspace: Workspace, person_id: str, purpose: str, channel: str) -> Saved:
    """From today no longer, on every card that was merged into this one; who never said yes is kept as a no."""
    if what_problems(purpose, channel):
        raise NotAllowed(mark("Kies waarvoor en langs welke weg."))
    known = workspace.ask("relations/consents", person_id=person_id).rows.to_dicts()
    about_this = [row for row in known if (row["purpose"], row["channel"]) == (purpose, channel)]
    if about_this and all(row["withdrawn_on"] for row in about_this):
        return Saved(about_this[0]["consent_id"])
    with workspace.change("relations.consent.withdrawn") as act:
        person, library = whom(workspace, act, person_id)
        if (purpose, channel) == ON_CARD:
            _end_links(workspace, act, person)
        gone = {"withdrawn_on": workspace.today, "withdrawn_by": workspace.user_id, "withdrawn_at": now()}
        given = [row for row in _rows_of(act, person, purpose, channel) if row["withdrawn_on"] is None]
        for row in given:
            act.update(TABLE, row["consent_id"], gone)
        if given:
            return Saved(given[0]["consent_id"], act.audit_id)
        about = {"library_id": library, "person_id": person, "channel": channel, "purpose": purpose}
        made = act.add(TABLE, {**about, "recorded_by": workspace.user_id, "recorded_at": now(), **gone})
    return Saved(made, act.audit_id)


def _end_links(workspace: Workspace, act: Change, person_id: str) -> None:
    """What was shown by that consent ends with it, on all cards that stand as one."""
    ended = {"until": workspace.today, "ended_by": workspace.user_id, "ended_at": now()}
    for row in act.transaction.find(LINK, {"person_id": cards_of(act, person_id), "ground": "consent", "until": None}):
        act.update(LINK, row["person_link_id"], ended)


def whom(workspace: Workspace, act: Change, person_id: str) -> tuple[str, str]:
    """The card that stands for somebody, and its library."""
    person = standing(act, person_id) or person_id
    return person, library_of(workspace, act, "relations.person", person)


def _rows_of(act: Change, person_id: str, purpose: str, channel: str) -> list[Row]:
    """What was said of this on the card and on those that were merged into it."""
    asked = {"person_id": cards_of(act, person_id), "purpose": purpose, "channel": channel}
    return act.transaction.find(TABLE, asked)


def cards_of(act: Change, person_id: str) -> list[str]:
    """The card and those that were merged into it."""
    merged = act.transaction.find("relations.card_merge", {"survivor_id": person_id, "undone_at": None})
    return [person_id, *(row["merged_id"] for row in merged)]


def _agreed_to(workspace: Workspace, act: Change, library: str, draft: ConsentDraft) -> ConsentWording:
    """The words agreed to; a text of one's own becomes the next version."""
    where = {"library_id": library, "purpose": draft.purpose, "channel": draft.channel}
    kept = [ConsentWording(row["version"], row["content"]) for row in act.transaction.find(WORDING, where)]
    known = [*kept, default_wording(draft.purpose, draft.channel)]
    own = " ".join((draft.own_wording or "").split())
    if not own:
        found = [one for one in known if one.version == draft.version]
        if not found:
            raise NotAllowed(mark("Deze tekst is er niet. Kies er een uit de lijst."))
        return found[0]
    same = [one for one in known if one.content == own]
    if same:
        return same[0]
    made = ConsentWording(max(one.version for one in known) + 1, own)
    row = {**where, "version": made.version, "content": own, "made_by": workspace.user_id, "made_at": now()}
    act.add(WORDING, row)
    return made


def last_withdrawn(rows: Sequence[Row], purpose: str | None, channel: str | None) -> date | None:
    """When this was last withdrawn, by the rows of a card."""
    days = [row["withdrawn_on"] for row in rows if (row["purpose"], row["channel"]) == (purpose, channel)]
    return max((day for day in days if day), default=None)
