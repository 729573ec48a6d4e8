"""Noting: 'typ het zoals in je schrift'. Each line becomes a proposal that one can change before it is kept."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from biebwijzer.access import Workspace
from biebwijzer.relations.days import Day, days
from biebwijzer.relations.finding import MOST_FOUND, Found, find
from biebwijzer.relations.naming import searchable

CHANNEL_WORDS = {
    "call": r"gebeld|belde|belt|telefonisch|telefoon|opgebeld|teruggebeld|aan de lijn|"
    r"called|phoned|rang|by phone|on the phone",
    "mail": r"gemaild|mailde|mail van|mail gestuurd|mailtje|per mail|e-mail|emailed|mailed|wrote to|by email",
    "visit": r"bezocht|bezoek|langsgeweest|langs geweest|op bezoek|rondgeleid|rondleiding gegeven|geweest bij|"
    r"visited|dropped by|showed around",
    "desk": r"balie|aan de balie|inloop|at the desk|walked in",
    "other": r"gesproken|sprak|overleg|overlegd|gezien|getroffen|appte|geappt|spoke|spoken|talked|discussed|texted",
}
CHANNEL = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{words})" for name, words in CHANNEL_WORDS.items()) + r")(?!\w)",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"(?<!\w)(?:terugbellen|nabellen|bellen|terugmailen|mailen|appen|opsturen|toesturen|sturen|doorsturen|doorgeven|regelen|"
    r"plannen|inplannen|uitzoeken|navragen|vragen|langsgaan|langskomen|afspreken|brengen|laten weten|reserveren|"
    r"uitnodigen|klaarzetten|nakijken|checken|bespreken|doorzetten|aanmelden|beloofd|afgesproken|todo|actie|"
    r"call back|call again|ring back|phone back|pass on|send|forward|arrange|find out|drop by|bring|let know|reserve|"
    r"invite|get ready|look up|promised|agreed)(?!\w)",
    re.IGNORECASE,
)
# Where a thought ends: a comma, semicolon, arrow or sentence, never inside a number such as 3,5 or 15.30.
BETWEEN = re.compile(r"\s*(?:[,;](?!\d)|[.!?:](?=\s)|->|→|\s[-–]\s)\s*")
ABOUT = re.compile(r"\s+(?=(?:over|ivm|i\.v\.m\.|vanwege|omdat|dat|about|because|regarding)\s)", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:de|het|een|'t|the|an?)\s+", re.IGNORECASE)
AND = re.compile(r"\s+(?:en|and|plus)\s+|\s*[&+/]\s*", re.IGNORECASE)
AT = re.compile(r"\s+(?:van|bij|from|at|of)\s+", re.IGNORECASE)
WORD = re.compile(r"\w+")
FILLER = r"(?:(?:met|van|bij|door|naar|with|from|at)\b|[:\s-])+"
FILLERS = re.compile(rf"^{FILLER}|\b{FILLER}$", re.IGNORECASE)
MOST_WORDS_IN_A_NAME = 7
SHORT_WORD = 4


@dataclass(frozen=True)
class Noted:
    """One line, read: what is a guess stays empty, and `summary` holds all that was not understood."""

    text: str
    spoken_on: date
    channel: str
    with_whom: str
    summary: str
    promise: str | None = None
    due_on: date | None = None
    understood: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A line with those it may be about, best first."""

    noted: Noted
    candidates: tuple[Found, ...] = ()
    # Who was there beside the first of the candidates; only who is surely known.
    beside: tuple[Found, ...] = ()

    @property
    def match(self) -> Found | None:
        """The one it is surely about; with two that fit alike nobody is chosen."""
        if not self.candidates or self.candidates[0].score < 1:
            return None
        if len(self.candidates) > 1 and self.candidates[1].score == self.candidates[0].score:
            return None
        return self.candidates[0]


def lines(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def read(line: str, today: date) -> Noted:
    """One line as a proposal: the first thought says whom, when and how, the others what and what was promised."""
    thoughts = [part for part in BETWEEN.split(line) if part]
    opening = thoughts[0] if thoughts else ""
    if _is_promise(opening, today) and not CHANNEL.search(opening):
        first, rest = "", thoughts
    else:
        first, *about = ABOUT.split(opening, maxsplit=1)
        rest = about + thoughts[1:]
    with_whom, said, spoken_on, channel, understood = _opening(first, today)
    promised = [part for part in rest if _is_promise(part, today)]
    told = [part for part in [said, *rest] if part and part not in promised]
    promise, due_on, dated = _promise(promised, today)
    noted = Noted(
        text=line,
        spoken_on=spoken_on or today,
        channel=channel or "call",
        with_whom=with_whom,
        summary=", ".join(told) or promise or line,
        promise=promise,
        due_on=due_on if promise else None,
        understood=(*understood, *dated),
    )
    return noted if nothing_lost(noted) else replace(noted, summary=line)


def nothing_lost(noted: Noted) -> bool:
    """Whether every word of the line stands somewhere in the proposal."""
    kept = " ".join((noted.with_whom, noted.summary, noted.promise or "", *noted.understood))
    return not Counter(_words(noted.text)) - Counter(_words(kept))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def propose(workspace: Workspace, text: str) -> list[Proposal]:
    """Every line with whom it may be about; names of which one is not known stay in the summary too."""
    found = []
    for line in lines(text):
        proposal = Proposal(read(line, workspace.today))
        whom = proposal.noted.with_whom
        several = together(workspace, whom)
        if several:
            proposal = replace(proposal, candidates=several[:1], beside=several[1:])
        else:
            proposal = replace(proposal, candidates=candidates(workspace, whom))
        summary = proposal.noted.summary
        if whom and whom not in summary and not (several or _whole(proposal)):
            proposal = replace(proposal, noted=replace(proposal.noted, summary=f"{whom}: {summary}"))
        found.append(proposal)
    return found


def _whole(proposal: Proposal) -> bool:
    """Whether the one it is surely about is all that was named."""
    whom = proposal.noted.with_whom
    if proposal.match is None or not (AND.search(whom) or AT.search(whom)):
        return proposal.match is not None
    return _only([proposal.match], whom) is not None


def together(workspace: Workspace, whom: str) -> tuple[Found, ...]:
    """Several who were spoken at once, or somebody of an organisation, that first; nobody unless all are sure.

    'Fatima en Jan van het Taalhuis' may be two people there; 'Jan van Dijk' is one, and so is 'Kunst en Cultuur'.
    """
    if any(found.score >= 1 for found in find(workspace, whom)):
        return ()
    for split in reversed(list(AT.finditer(whom))):
        place = _only(find(workspace, ARTICLE.sub("", whom[split.end() :]), "organisation"), whom[split.end() :])
        if place:
            there = [_person(workspace, name, place) for name in AND.split(whom[: split.start()])]
            return (place, *(one for one in there if one)) if all(there) else ()
    names = AND.split(whom)
    found = [_person(workspace, name) for name in names] if len(names) > 1 else []
    return tuple(one for one in found if one) if all(found) else ()


def _person(workspace: Workspace, name: str, place: Found | None = None) -> Found | None:
    """The one person of that name; of an organisation one who works there."""
    found = find(workspace, name, "person")
    if place is None:
        # As many as can be found may not be all there are.
        return _only(found, name) if len(found) < MOST_FOUND else None
    return _only([one for one in found if place.name in (one.works_at or "").split(", ")], name)


def _only(found: list[Found], name: str) -> Found | None:
    """The only one whose name holds every word of it."""
    asked = set(searchable(ARTICLE.sub("", name)).split())
    fits = [one for one in found if asked and asked <= set(searchable(one.name).split())]
    return fits[0] if len(fits) == 1 else None


def candidates(workspace: Workspace, whom: str) -> tuple[Found, ...]:
    """Who or what may be meant: by the whole name, without its article, or by one telling word of it."""
    telling = sorted((word for word in WORD.findall(whom) if len(word) > SHORT_WORD), key=len, reverse=True)
    for asked in [whom, ARTICLE.sub("", whom), *telling[:2]]:
        found = find(workspace, asked)
        if found:
            return tuple(found)
    return ()


def _opening(text: str, today: date) -> tuple[str, str, date | None, str | None, tuple[str, ...]]:
    """Whom, what else was said, when, how, and the words of when and how, out of the first thought."""
    understood = []
    spoken_on = channel = None
    day = _first(days(text, today, ahead=False), lambda one: one.on <= today)
    if day:
        spoken_on = day.on
        understood.append(text[day.start : day.end])
        text = _without(text, day)
    match = CHANNEL.search(text)
    after = ""
    if match is not None:
        channel = match.lastgroup
        understood.append(match.group())
        before, after = text[: match.start()], text[match.end() :]
        # 'Taalhuis gebeld over de data' names whom before the verb, 'gebeld met het Taalhuis' after it.
        text, after = (before, after) if _name(before) else (after, "")
    name = _name(text)
    if not match and not day and len(name.split()) > MOST_WORDS_IN_A_NAME:
        return "", text.strip(), spoken_on, channel, tuple(understood)
    understood += [part.strip() for part in FILLERS.findall(text)]
    return name, after.strip(), spoken_on, channel, tuple(understood)


def _name(text: str) -> str:
    """The words that say whom, without 'met', 'van' or 'bij' around them."""
    name = FILLERS.sub("", text)
    return FILLERS.sub("", name) if searchable(name) else ""


def _is_promise(text: str, today: date) -> bool:
    if PROMISE.search(text):
        return True
    return ABOUT.match(" " + text) is None and any(day.on > today for day in days(text, today, ahead=True))


def _promise(parts: list[str], today: date) -> tuple[str | None, date | None, list[str]]:
    """The promise without its day, the day, and how that day was written."""
    kept, dated = [], []
    due_on = None
    for part in parts:
        day = _first(days(part, today, ahead=True), lambda one: one.on >= today)
        if day and due_on is None:
            due_on = day.on
            dated.append(part[day.start : day.end])
            part = _without(part, day).strip()
        if part:
            kept.append(part)
    return (", ".join(kept) or None), due_on, dated


def _first(found: list[Day], fits: Callable[[Day], bool]) -> Day | None:
    return next((day for day in found if fits(day)), None)


def _without(text: str, day: Day) -> str:
    return re.sub(r"\s{2,}", " ", text[: day.start] + " " + text[day.end :])
