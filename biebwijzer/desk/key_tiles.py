"""The tiles of Kerncijfers: on that page, and where the day begins of whoever comes for figures."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from biebwijzer import usage
from biebwijzer.access import Workspace
from biebwijzer.desk.frame import empty
from biebwijzer.desk.groups import known_tile
from biebwijzer.desk.participants import participants_tile
from biebwijzer.desk.tiles import tile, tiles
from biebwijzer.look import Figure
from biebwijzer.warehouse import Answer


def months_or_empty(workspace: Workspace) -> usage.Span | None:
    """The months in which visits or loans were delivered; when there are none, that and what to do is said."""
    delivered = usage.delivered_months(workspace)
    if delivered is None:
        words = workspace.words
        empty(
            "not_loaded",
            words("Er zijn nog geen bezoeken of uitleningen geladen."),
            words("Een gegevensbeheerder levert ze aan bij Gegevens, Aanleveren."),
        )
    return delivered


def key_tiles(
    workspace: Workspace,
    this_year: Answer,
    measures: Collection[str],
    asked: Mapping[str, Any],
    last: date,
    note: str,
    across: int = 5,
) -> None:
    """Visits, loans, members and participants until the last month delivered, beside the year before.

    `this_year` is the answer of board/key_figures and `measures` what it has of both years; `asked` is the period of
    the small lines, and `note` says how complete the last month is.
    """
    words = workspace.words
    reference_date = usage.latest_reference_date(workspace)
    with tiles(across):
        for measure, label, question in (
            ("visits", words("Bezoeken dit jaar"), "usage/visits_per_month"),
            ("loans", words("Uitleningen dit jaar"), "usage/loans_per_month"),
        ):
            if measure in measures:
                months = workspace.ask(question, **asked).rows[measure].to_list()
                tile(label, Figure(this_year, "number", {"measure": measure}, earlier="before"), months[-13:])
        if reference_date:
            members = workspace.ask("usage/members_total", reference_date=reference_date)
            stand = words("stand {date}", date=words.date(reference_date))
            tile(words("Leden"), Figure(members, "members"), note=stand)
        else:
            known_tile(workspace)
        participants_tile(workspace, last)
        tile(words("Bij tot en met"), words.month(last), note=note)
