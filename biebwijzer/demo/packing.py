"""A pack for the board in the demo: figures of four rooms, and what the board is asked beside one of them."""

from biebwijzer import board, propositions, segments, usage
from biebwijzer.access import Workspace
from biebwijzer.board import packs
from biebwijzer.board.packs import Figure, PackDraft, SlideDraft
from biebwijzer.look import Exhibit

NAME = "Bestuur december"
ASKED = SlideDraft(
    note="De verwachting legden we vooraf vast, per maand en met een marge.",
    request="Stem in met een proef: een herinnering per mail, een dag van tevoren.",
)
YEARS = 3


def pack(workspace: Workspace, prefix: str) -> None:
    """Put it together, unless it is there; without anything delivered there is nothing to show."""
    span = usage.delivered_months(workspace)
    if span is None:
        return
    lately = {"since": max(span.first, usage.months_earlier(span.last, 12 * YEARS - 1)), "until": span.last}
    figures: list[tuple[Exhibit, dict[str, object]]] = [
        (board.KEY_FIGURES, dict(board.this_year(span.last))),
        (usage.VISITS_PER_MONTH, dict(lately)),
        (segments.GROUP_SHARE, {"on_month": span.last, "beside_month": usage.months_earlier(span.last, 12)}),
        (propositions.ACTUAL, {**lately, "proposition": "bieb_werkt"}),
    ]
    whole = packs.begin(workspace, PackDraft(NAME), f"{prefix}pack").row_id
    for number, (exhibit, values) in enumerate(figures):
        figure = Figure(exhibit.name, exhibit.question, values)
        packs.put_in(workspace, [figure], whole, f"{prefix}slide-{number}")
    last = workspace.ask("board/slides", board_pack=whole).rows.row(-1, named=True)
    if last["request"] is None:
        packs.say(workspace, last["slide_id"], ASKED, last["row_version"])
