"""Who was at a talk beside whom it was with, as rows of their own: brought to how it was when that was noted wrong."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from biebwijzer.access import Change
from biebwijzer.relations.saving import standing
from biebwijzer.warehouse import Row, id_column

PEOPLE, COLLEAGUES = "relations.contact_moment_person", "relations.contact_moment_colleague"


def rows_of(act: Change, table: str, talk: Row) -> list[Row]:
    """The people or the colleagues of a talk, as they are noted."""
    return act.transaction.find(table, {"contact_moment_id": talk["contact_moment_id"]})


def as_noted(act: Change, wanted: Iterable[str | None], talk: Row) -> list[str | None]:
    """People as ids to note: who was there already stays under the card it was noted on, also one merged since.

    So undoing the merge later still gives everybody their own talk back.
    """
    noted: dict[str, list[str]] = {}
    for one in (talk["person_id"], *(row["person_id"] for row in rows_of(act, PEOPLE, talk))):
        if one:
            noted.setdefault(str(standing(act, one)), []).append(str(one))
    return [*dict.fromkeys(one for card in wanted for one in noted.get(str(card), [card]))]


def bring(
    act: Change, table: str, talk: Row, column: str, wanted: Sequence[str | None], also: Mapping[str, Any]
) -> None:
    """Take out who was not there, add who was missing, and let `also` stand with everybody."""
    key, stay = id_column(table), set(wanted)
    rows = rows_of(act, table, talk)
    for row in rows:
        if row[column] not in stay:
            act.remove(table, row[key])
    act.update_many(table, {str(row[key]): also for row in rows if row[column] in stay})
    about = {"library_id": talk["library_id"], "contact_moment_id": talk["contact_moment_id"]}
    there = {row[column] for row in rows}
    for one in wanted:
        if one not in there:
            act.add(table, {**about, column: one, **also})
