"""Where a figure comes from: the deliveries behind it, the filters in force, and the one line that says so."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from biebwijzer.access import Workspace
from biebwijzer.access.logos import own_picture
from biebwijzer.look import SourceNote
from biebwijzer.warehouse import Answer, now
from biebwijzer.words import Words, mark

# Places and closures change seldom and say nothing about how fresh a figure is.
REFERENCES = {
    *("usage.library", "usage.branch", "usage.closure", "usage.poi_library"),
    *("usage.workplace", "usage.opening_hours"),
    *("usage.population", "usage.municipality", "usage.library_municipality"),
}
# Figures of these say until which day they are there, the others until which month.
DAILY = {"usage.member", "usage.reservation", "usage.registration", "usage.mailing_result"}
# Nobody sends mails every day: an older last one says nothing about how fresh what stands beside it is.
NOW_AND_THEN = {"usage.mailing_result"}
NAMES = {
    "usage.visit_count": mark("bezoekerstellingen"),
    "usage.loan_count": mark("uitleningen"),
    "usage.yearly_return": mark("jaaropgaven"),
    "usage.member": mark("leden"),
    "usage.survey_answer": mark("enquête"),
    "usage.activity": mark("activiteiten"),
    "usage.membership": mark("lidmaatschappen"),
    "usage.registration": mark("aanmeldingen"),
    "usage.loan": mark("uitleningen"),
    "usage.reservation": mark("reserveringen"),
    "usage.door_count": mark("tellers aan de deur"),
    "usage.participation": mark("deelnames"),
    "usage.mailing_result": mark("mailings"),
    "usage.school_programme": mark("schoolprogramma's"),
}
# What colleagues type is a source too, and always up to date.
TYPED = {"activities.activity": mark("registraties van collega's")}
FILTERS = {
    "since": mark("Vanaf"),
    "until": mark("Tot en met"),
    "reference_date": mark("Stand|peildatum"),
    "new_since": mark("Nieuw sinds"),
    "active_since": mark("Gebruikt sinds"),
    "on_month": mark("Stand|peildatum"),
    "beside_month": mark("Naast"),
    "branch_id": mark("Vestiging"),
    "person_kind": mark("Wie"),
    "base_year": mark("Basisjaar"),
    "proposition": mark("Propositie"),
}
VINTAGES = {
    "provisional": mark("voorlopig"),
    "revised": mark("nader voorlopig"),
    "definitive": mark("definitief"),
}
WHO = {"member": mark("leden"), "free_account": mark("gratis accounts")}


def deliveries(workspace: Workspace, answer: Answer) -> list[dict[str, Any]]:
    """The deliveries in force behind a figure, references left out."""
    behind = _behind(workspace, answer)
    return behind.once("dicts", behind.rows.to_dicts) if behind else []


def _behind(workspace: Workspace, answer: Answer) -> Answer | None:
    tables = sorted(answer.tables - REFERENCES)
    return workspace.ask("intake/deliveries_behind", tables=tables) if tables else None


def source_told(workspace: Workspace, answer: Answer) -> str:
    """The line below a figure that says where it comes from."""

    def told() -> str:
        return source_line(answer, deliveries(workspace, answer), workspace.words)

    behind = _behind(workspace, answer)
    return behind.once(("source", answer.tables, answer.records, workspace.words), told) if behind else told()


def fresh_until(found: list[dict[str, Any]]) -> date | None:
    """Until when every table is there: the slowest one decides."""
    newest: dict[str, date] = {}
    for one in found:
        if one["fresh_until"] is not None:
            newest[one["table_name"]] = max(newest.get(one["table_name"], one["fresh_until"]), one["fresh_until"])
    steady = [day for table, day in newest.items() if table not in NOW_AND_THEN]
    return min(steady or newest.values(), default=None)


def source_line(answer: Answer, found: list[dict[str, Any]], words: Words) -> str:
    """The source with its freshness: 'Bron: bezoekerstellingen, bij t/m mrt 2025'."""
    tables = sorted(answer.tables - REFERENCES, reverse=True)
    # A mart may rest on more tables than this library delivers: what was not delivered is no source.
    delivered = {one["table_name"] for one in found}
    named = [words(NAMES[table]) for table in tables if table in NAMES and table in delivered]
    names = words.list(dict.fromkeys(named))
    fresh = fresh_until(found)
    typed = [words(TYPED[table]) for table in sorted(answer.records) if table in TYPED]
    if typed:
        return _typed_line(names, fresh, typed, words)
    if not names:
        return words("Bron: nog geen levering")
    if fresh is None:
        # Of a school year there is no day.
        return words("Bron: {names}", names=names)
    monthly = not any(table in DAILY for table in tables)
    return words(
        "Bron: {names}, bij t/m {until}", names=names, until=words.month(fresh) if monthly else words.date(fresh)
    )


def _typed_line(names: str, fresh: date | None, typed: list[str], words: Words) -> str:
    """The source of what was typed, with what was delivered beside it."""
    if not names or fresh is None:
        return words("Bron: {names}", names=words.list(typed))
    return words(
        "Bron: {typed}, en {names} bij t/m {until}", typed=words.list(typed), names=names, until=words.date(fresh)
    )


def filters_in_force(workspace: Workspace, answer: Answer) -> list[tuple[str, str]]:
    """Every value the question was asked with, as one reads it; an optional one left out is 'alle'."""
    words = workspace.words
    return [
        (words(FILTERS[name]), _told(workspace, name, value))
        for name, value in answer.values.items()
        if name in FILTERS
    ]


def _told(workspace: Workspace, name: str, value: object) -> str:
    words = workspace.words
    if name == "branch_id":
        return words("alle vestigingen") if value is None else branch_name(workspace, str(value))
    if name == "proposition" and value is not None:
        return proposition_name(workspace, str(value))
    if name == "person_kind":
        return words(WHO.get(str(value), mark("leden en gratis accounts")))
    if isinstance(value, datetime | date) and name in ("on_month", "beside_month"):
        return words.date(value.replace(day=monthrange(value.year, value.month)[1]))
    if isinstance(value, datetime | date):
        return words.month(value) if name in ("since", "until") else words.date(value)
    return words("alle") if value is None else str(value)


def branch_name(workspace: Workspace, branch_id: str) -> str:
    """What a branch is called."""
    rows = workspace.ask("usage/branches").rows
    found = rows.filter(rows["branch_id"] == branch_id)["name"]
    return str(found[0]) if len(found) else branch_id


def proposition_name(workspace: Workspace, code: str) -> str:
    """What the libraries call a proposition; its code where none wrote it down."""
    names = workspace.ask("propositions/catalogue", proposition=code).rows["name"]
    return str(names[0]) if len(names) else code


def source_note(workspace: Workspace, answer: Answer, found: list[dict[str, Any]] | None = None) -> SourceNote:
    """What travels with an exported figure; `found` are its deliveries when they were looked up already."""
    words = workspace.words
    found = deliveries(workspace, answer) if found is None else found
    return SourceNote(
        text=source_line(answer, found, words),
        deliveries=tuple(delivery_told(one, words) for one in found),
        filters=tuple(filters_in_force(workspace, answer)),
        made_at=now(),
        logo=own_picture(workspace.stores),
    )


def file_told(one: Mapping[str, Any], words: Words) -> str:
    """A delivery's file, with how final its figures are and when they were published, where that is known."""
    said = [words(VINTAGES[one["figure_standing"]])] if one["figure_standing"] in VINTAGES else []
    if one["published_on"]:
        said.append(words("gepubliceerd {date}", date=words.date(one["published_on"])))
    return f"{one['file_name']} ({', '.join(said)})" if said else str(one["file_name"])


def delivery_told(one: dict[str, Any], words: Words) -> tuple[str, ...]:
    """One delivery: what, its file, when, and how many rows came in and were refused."""
    title = words.either({"nl": one["title_nl"], "en": one["title_en"]})
    if one["delivered_at"] is None:
        return (title, words.plural("{n} rij", "{n} rijen", one["row_count"]))
    return (
        title,
        file_told(one, words),
        words.date(one["delivered_at"]),
        words.plural("{n} rij", "{n} rijen", one["row_count"]),
        words.plural("{n} geweigerd", "{n} geweigerd", one["refused"] or 0),
    )
