"""The screen of the groups: who comes, beside an earlier date, and who came from where."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from biebwijzer import segments
from biebwijzer.access import Workspace
from biebwijzer.desk.filters import branch_filter, choice_filter, stand_filter
from biebwijzer.desk.frame import empty, lead, pair
from biebwijzer.desk.markup import html
from biebwijzer.desk.rests_on import resting_on
from biebwijzer.desk.show import show
from biebwijzer.desk.tiles import tile, tiles
from biebwijzer.look import Exhibit, Figure
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

# How the address names a kind of person, and what the questions call it.
KINDS = {"leden": "member", "gratis": "free_account", "samen": None}
KIND_NAMES = {"leden": mark("Leden"), "gratis": mark("Gratis account"), "samen": mark("Samen")}
# A group on a tile, and whether it is good news when it grows.
TILES = (("study_work", True), ("dormant", False), ("no_group", False))
SPARK_MONTHS = 13


def groups_screen(workspace: Workspace, known: segments.Known) -> None:
    """Sentence, filters, tiles and exhibits for the dates, branch and kind one chose."""
    words, sentence = workspace.words, st.container()
    asked, beside = _chosen(workspace, known)
    share = workspace.ask("segments/share", **asked, beside_month=beside)
    trend = workspace.ask("segments/trend", **asked)
    with sentence:
        lead(share.once(("sentence", words), lambda: segments.groups_sentence(share, words)))
    if share.is_empty():
        empty("none", words("Voor deze keuze is er niemand bekend."), words("Kies een andere vestiging of datum."))
        return
    with tiles():
        _tiles(share, trend, words)
    _visits(workspace, asked)
    left, right = pair()
    with left:
        show(workspace, segments.GROUP_SHARE, share)
    with right:
        _show_or_say(workspace, segments.GROUP_TREND, trend)
    _movement(workspace, asked)
    resting_on(workspace, "group")


def _show_or_say(workspace: Workspace, exhibit: Exhibit, answer: Answer) -> None:
    """The exhibit, or that all of its numbers are too small to show: never an empty chart."""
    words = workspace.words
    if answer.once("all hidden", lambda: _all_hidden(answer.rows)):
        empty(
            "hidden",
            words("{title} Dat zie je hier niet.", title=exhibit.title(answer, words)),
            words(
                "De aantallen gaan over minder dan {n} mensen.",
                n=words.number(answer.thresholds.hidden_below(answer.audience)),
            ),
        )
        return
    show(workspace, exhibit, answer)


def _all_hidden(rows: pl.DataFrame) -> bool:
    for column in {"segment", "from_segment", "to_segment"} & set(rows.columns):
        rows = rows.filter(rows[column] != segments.ALL)
    return rows["persons"].drop_nulls().is_empty()


def _chosen(workspace: Workspace, known: segments.Known) -> tuple[dict[str, Any], date]:
    """What one chose, as the questions ask for it, and the date beside it; all of it in the address."""
    words = workspace.words
    with st.container(horizontal=True, gap="small", key="filters"):
        stand = stand_filter(
            "stand",
            words("Stand"),
            known.months,
            known.months[0],
            lambda month: words("Stand {date}", date=words.date(segments.end_of(month))),
        )
        beside = _beside(words, known, stand)
        asked: dict[str, Any] = {"on_month": stand, **segments.place_of(workspace)}
        # Outside the library persons are shown one way only, so there is nothing to narrow by.
        if workspace.audience != "buiten":
            branches = dict(workspace.ask("segments/branches", on_month=stand).rows.iter_rows())
            asked["branch_id"] = branch_filter(workspace, branches)
            if known.has_accounts:
                names = {code: words(name) for code, name in KIND_NAMES.items()}
                asked["person_kind"] = KINDS[choice_filter("wie", words("Wie"), names, "samen")]
    return asked, beside


def _beside(words: Words, known: segments.Known, stand: date) -> date:
    """The earlier date: a year before, or the first month after it in which every library is there."""
    earlier = tuple(month for month in known.months if month < stand)
    usual = stand.replace(year=stand.year - 1)
    whole = [month for month in known.complete if usual <= month < stand]
    usual = min(whole, default=usual)
    if not earlier:
        return usual
    return stand_filter(
        "naast",
        words("Naast"),
        earlier,
        usual if usual in earlier else earlier[-1],
        lambda month: words("naast {date}", date=words.date(segments.end_of(month))),
    )


def _tiles(share: Answer, trend: Answer, words: Words) -> None:
    """All persons, and the groups one can do something about."""
    beside = share.rows["beside_month"][0]
    year = beside == share.rows["on_month"][0].replace(year=share.rows["on_month"][0].year - 1)
    label = "" if year else words.date(segments.end_of(beside))
    everybody = Figure(share, "persons", {"segment": "all"}, earlier="before", behind={})
    tile(words("Personen"), everybody, _road(trend, "all"), before_label=label)
    for code, is_good in TILES:
        figure = Figure(share, "persons", {"segment": code}, earlier="before")
        name = segments.group_many(code, words)
        tile(name, figure, _road(trend, code), before_label=label, rise_is_good=is_good)


def _road(trend: Answer, code: str) -> list[float | None]:
    """The last months of one group; a month that nobody delivered is a gap."""
    return trend.once(("road", code), lambda: _months_of(trend.rows, code))


def _months_of(rows: pl.DataFrame, code: str) -> list[float | None]:
    months = rows["month"].unique().sort()[-SPARK_MONTHS:]
    numbers: Mapping[date, int] = dict(
        rows.filter((rows["segment"] == code) & rows["is_complete"]).select("month", "persons").iter_rows()
    )
    return [numbers.get(month) for month in months]


def _visits(workspace: Workspace, asked: Mapping[str, Any]) -> None:
    """Counted visits stand beside the persons and are never added to them."""
    words, month = workspace.words, asked["on_month"]
    found = workspace.ask("usage/visits_per_month", since=month, until=month, branch_id=asked.get("branch_id"))
    number = found.first("visits")
    if isinstance(number, int):
        html(
            '<p class="sub">{told}</p>',
            told=words(
                "Daarnaast geteld in {month}: {n} bezoeken. Een bezoek is geen persoon en telt hier niet mee.",
                month=words.month(month),
                n=words.number(number),
            ),
        )


def _movement(workspace: Workspace, asked: Mapping[str, Any]) -> None:
    """Who came from where: a table of two ways, so never outside the library."""
    words = workspace.words
    if workspace.audience == "buiten":
        empty(
            "hidden",
            words("Van welke groep naar welke groep mensen gingen, zie je hier niet."),
            words("Buiten de bibliotheek tonen we personen alleen naar één kenmerk, zodat niemand te herkennen is."),
        )
        return
    movement = workspace.ask("segments/movement", **asked)
    if movement.is_empty():
        empty(
            "not_loaded",
            words("Wie van welke groep naar welke groep ging, is voor deze datum niet bekend."),
            words("Daarvoor is ook de maand een jaar eerder nodig, met het hele jaar daarvoor."),
        )
        return
    _show_or_say(workspace, segments.GROUP_MOVEMENT, movement)


def known_tile(workspace: Workspace) -> None:
    """How many members there are where memberships are delivered one by one; outside, all known persons together."""
    words, known = workspace.words, segments.known_months(workspace)
    if not known.months:
        return
    stand = known.months[0]
    # Outside the library persons are shown one way only: not narrowed to one kind.
    outside = workspace.audience == "buiten"
    asked = {"on_month": stand, "beside_month": stand.replace(year=stand.year - 1), **segments.place_of(workspace)}
    share = workspace.ask("segments/share", **asked, person_kind=None if outside else "member")
    tile(
        words("Bekende personen") if outside else words("Leden"),
        Figure(share, "persons", {"segment": segments.ALL}, earlier="before", behind={}),
        note=words("stand {date}", date=words.date(segments.end_of(stand))),
    )
