"""Own fields in a list: which of its columns fills one, what stands there as it is kept, and how they go out again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from biebwijzer.access import Change, Workspace
from biebwijzer.problems import ChangedMeanwhile, Problem
from biebwijzer.relations import own_fields, own_values
from biebwijzer.relations.importing import tidying
from biebwijzer.relations.importing.fields import FIELDS, key_of
from biebwijzer.relations.own_fields import CHOICE, DATE, NUMBER, TEXT, YES_NO, OwnField
from biebwijzer.relations.own_values import PREFIX
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

# The column of a card in which all of them stand.
OWN = "own"
UNFIT: Mapping[str, str] = {
    TEXT: mark("{field}: dit is langer dan {most} tekens."),
    NUMBER: mark("{field}: '{value}' is geen getal."),
    DATE: mark("{field}: '{value}' is geen datum."),
    CHOICE: mark("{field}: '{value}' is geen van: {choices}."),
    YES_NO: mark("{field}: '{value}' is geen ja of nee."),
}


def of_library(workspace: Workspace, library: str) -> tuple[OwnField, ...]:
    """The own fields a list of this library can fill, of persons and of organisations."""
    return tuple(own_fields.current(own_fields.every(workspace), library))


def named(own: Iterable[OwnField], kind: str) -> dict[str, OwnField]:
    """The own fields of persons or organisations by what a map calls them."""
    return {PREFIX + one.own_field_id: one for one in own if one.subject == kind}


def labels(kind: str, own: Iterable[OwnField], words: Words) -> dict[str, str]:
    """What every field a column can be is called on the screen."""
    fixed = {name: words(label) for name, label in FIELDS[kind].items()}
    return {**fixed, **{name: one.name for name, one in named(own, kind).items()}, OWN: words("Eigen velden")}


def suggested(heads: Sequence[str], taken: Mapping[str, str], own: Iterable[OwnField], kind: str) -> dict[str, str]:
    """The own field with the very name of a heading that fills nothing else."""
    free = {key_of([head]): head for head in heads if head not in taken.values()}
    found = ((name, free.get(key_of([one.name]))) for name, one in named(own, kind).items())
    return {name: head for name, head in found if head}


def read(
    fields: Mapping[str, OwnField], text: Callable[[str], str | None], first: str, today: date
) -> tuple[dict[str, str | None], list[Problem]]:
    """What a row says of own fields, by what a map calls them; what does not fit its field is a problem."""
    values: dict[str, str | None] = {}
    problems = []
    for name, field in fields.items():
        typed: Any = text(name)
        if typed and field.kind == DATE:
            with suppress(tidying.Unreadable):
                typed = tidying.a_day(typed, first, today)
        found = own_values.value_problems(field, typed, name=name)
        problems += [_in_row(one, field) for one in found]
        values[name] = None if found else own_values.canonical(field, typed)
    return values, problems


def _in_row(problem: Problem, field: OwnField) -> Problem:
    """The same problem; a row has many cells, so its sentence says which one."""
    if problem.word != own_values.UNREADABLE[field.kind]:
        return problem
    return Problem(problem.field, UNFIT[field.kind], {**problem.values, "field": field.name})


def spread(card: Row, fields: Iterable[str]) -> Row:
    """A card with a key for each of these own fields."""
    values = own_values.loads(card[OWN])
    return {**card, **{name: values.get(name.removeprefix(PREFIX)) for name in fields}}


def gathered(values: Mapping[str, Any], before: str | None = None) -> dict[str, Any]:
    """The columns of a card: what a list says of own fields becomes the one column they stand in."""
    own = {name.removeprefix(PREFIX): value for name, value in values.items() if name.startswith(PREFIX)}
    rest = {name: value for name, value in values.items() if not name.startswith(PREFIX)}
    return {**rest, OWN: own_values.dumps({**own_values.loads(before), **own})} if own else rest


def still_so(act: Change, library: str, kind: str, fields: Iterable[OwnField]) -> None:
    """Refuse when an own field was ended or changed since a list was looked at."""
    now = {one.own_field_id: one for one in own_fields.of_library(act.transaction, library, kind)}
    if any(now.get(one.own_field_id) != one for one in fields):
        raise ChangedMeanwhile(mark("Een eigen veld is intussen gewijzigd. Kijk deze lijst opnieuw na."))


def told(fields: Mapping[str, OwnField], name: str, value: Any, words: Words) -> Any:
    """A value as one reads it, when it is that of an own field; else the value itself."""
    return own_values.said(fields[name], value, words) if name in fields else value


def handed(fields: Sequence[OwnField], cards: Sequence[Row], words: Words) -> tuple[list[str], list[list[Any]]]:
    """The headings and cells of own fields in a list that goes out: a day as a day."""
    full = [own_values.loads(card[OWN]) for card in cards]
    return [one.name for one in fields], [
        [_cell(one, row.get(one.own_field_id), words) for one in fields] for row in full
    ]


def _cell(field: OwnField, value: str | None, words: Words) -> Any:
    if value and field.kind == NUMBER:
        # With a comma, as it is typed: an import reads 1.125 as more than a thousand.
        return value.replace(".", ",")
    if value and field.kind == DATE:
        return date.fromisoformat(value)
    return own_values.said(field, value, words) or None
