"""What stands in the own fields of a card: read by the kind of the field, kept as one text, told in words."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from biebwijzer.access import Change
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations import own_fields, reading
from biebwijzer.relations.naming import searchable
from biebwijzer.relations.own_fields import CHOICE, DATE, NUMBER, TEXT, YES_NO, OwnField
from biebwijzer.words import Words, mark

LONGEST = 200
MOST_DIGITS = 12
# A field of a form, a filter or a list is called by this and the id of the own field.
PREFIX = "own_"
YES, NO = "yes", "no"
ANSWERS: Mapping[str, str] = {YES: mark("ja"), NO: mark("nee")}
SAYS = {
    **dict.fromkeys(("ja", "j", "yes", "y", "true", "waar", "1", "x", "wel"), YES),
    **dict.fromkeys(("nee", "n", "no", "false", "onwaar", "0", "niet"), NO),
}
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DUTCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+")
UNREADABLE: Mapping[str, str] = {
    NUMBER: mark("**'{value}' is geen getal.** Typ het zoals 12 of 12,5."),
    DATE: mark("**'{value}' is geen datum.** Typ hem zoals 31-12-2026."),
    CHOICE: mark("**'{value}' staat niet in de lijst.** Kies een van: {choices}."),
    YES_NO: mark("**'{value}' is geen ja of nee.** Typ ja of nee."),
    TEXT: mark("**Dit is te lang.** Houd het onder de {most} tekens."),
}


class Unreadable(ValueError):
    """A value that is not what its field asks."""


def loads(own: str | None) -> dict[str, str]:
    """What stands in the own fields of a card, by the id of the field."""
    return dict(json.loads(own)) if own else {}


def dumps(values: Mapping[str, str | None]) -> str | None:
    """The text in which it is kept; the same values are the same text."""
    full = {name: value for name, value in values.items() if value}
    return json.dumps(full, ensure_ascii=False, sort_keys=True) if full else None


def canonical(field: OwnField, typed: Any) -> str | None:
    """What was typed as it is kept; nothing is None."""
    if isinstance(typed, date):
        typed = typed.isoformat()
    text = " ".join(str(typed).split()) if typed is not None else ""
    return READ[field.kind](field, text) if text else None


def _text(field: OwnField, text: str) -> str:
    if len(text) > LONGEST:
        raise Unreadable
    return text


def _number(field: OwnField, text: str) -> str:
    bare = text.replace(" ", "").replace("−", "-")
    if "," in bare and bare.rfind(",") > bare.rfind("."):
        bare = bare.replace(".", "").replace(",", ".")
    elif GROUPED.fullmatch(bare):
        bare = bare.replace(".", "")
    else:
        bare = bare.replace(",", "")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise Unreadable from None
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS or abs(number) >= 10**MOST_DIGITS:
        raise Unreadable
    return f"{(number + 0).normalize():f}"


def _day(field: OwnField, text: str) -> str:
    iso, dutch = ISO.fullmatch(text), DUTCH.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1])).isoformat()
    except ValueError:
        pass
    raise Unreadable


def _choice(field: OwnField, text: str) -> str:
    known = {searchable(one): one for one in field.choices}
    if text not in field.choices and searchable(text) not in known:
        raise Unreadable
    return text if text in field.choices else known[searchable(text)]


def _yes_no(field: OwnField, text: str) -> str:
    if text in ANSWERS:
        return text
    if searchable(text) not in SAYS:
        raise Unreadable
    return SAYS[searchable(text)]


READ = {TEXT: _text, NUMBER: _number, DATE: _day, CHOICE: _choice, YES_NO: _yes_no}


def value_problems(field: OwnField, typed: Any, before: str | None = None, name: str | None = None) -> list[Problem]:
    """What stands in the way of keeping this in a field; what stands there already may stay."""
    called = name or PREFIX + field.own_field_id
    found = reading.refused(called, str(typed or ""))
    if found or typed == before:
        return found
    try:
        canonical(field, typed)
    except Unreadable:
        shown = str(typed) if len(str(typed)) <= 40 else f"{str(typed)[:39]}…"
        said = {"value": shown, "choices": ", ".join(field.choices), "most": LONGEST}
        return [Problem(called, UNREADABLE[field.kind], said)]
    return []


def problems(fields: Iterable[OwnField], typed: Mapping[str, Any], own: str | None = None) -> list[Problem]:
    """What stands in the way of what was typed in a form, beside its field; `own` is what stood on the card."""
    before = loads(own)
    known = {one.own_field_id: one for one in fields}
    return [
        problem
        for field_id, value in typed.items()
        if field_id in known
        for problem in value_problems(known[field_id], value, before.get(field_id))
    ]


def kept(
    act: Change, subject: str, library: str, typed: Mapping[str, Any] | None, before: str | None = None
) -> dict[str, str | None]:
    """The column of a card with what was typed; empty when its form asked none. Refused when a value does not fit."""
    if typed is None:
        return {}
    fields = {one.own_field_id: one for one in own_fields.of_library(act.transaction, library, subject)}
    values: dict[str, str | None] = {**loads(before)}
    for field_id, value in typed.items():
        field = fields.get(field_id)
        if field is None or field.ended_on:
            raise NotAllowed(mark("**Een eigen veld is er intussen niet meer.** Sluit het formulier en open het weer."))
        for problem in value_problems(field, value, values.get(field_id)):
            raise NotAllowed(problem.word, **problem.values)
        if value != values.get(field_id):
            values[field_id] = canonical(field, value)
    return {"own": dumps(values)}


def changed(act: Change, subject: str, row_id: str, typed: Mapping[str, Any] | None) -> dict[str, str | None]:
    """The column of a card that is there, with what was typed; what was not asked stays as it is."""
    row = act.transaction.one(f"relations.{subject}", row_id) if typed is not None else None
    return kept(act, subject, row["library_id"], typed, row["own"]) if row else {}


def together(own: str | None, other: str | None) -> str | None:
    """What two cards say together: the first, and of the other what the first does not say."""
    return dumps({**loads(other), **loads(own)})


def said(field: OwnField, value: str | None, words: Words) -> str:
    """A value as a reader sees it."""
    if not value:
        return ""
    if field.kind == NUMBER:
        return words.number(Decimal(value), decimals=len(value.partition(".")[2]))
    if field.kind == DATE:
        return words.date(date.fromisoformat(value))
    return words(ANSWERS[value]) if field.kind == YES_NO and value in ANSWERS else value


def typed_again(field: OwnField, value: str | None) -> Any:
    """A value as the field of a form begins with it."""
    if value and field.kind == DATE:
        return date.fromisoformat(value)
    return value.replace(".", ",") if value and field.kind == NUMBER else value


def facts(fields: Sequence[OwnField], own: str | None, words: Words) -> list[tuple[str, str]]:
    """Name and value of what stands on a card, in its order; of a field that ended as long as it is full."""
    values = loads(own)
    return [(one.name, said(one, values[one.own_field_id], words)) for one in fields if one.own_field_id in values]
