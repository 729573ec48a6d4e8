"""The next edition of a board pack: the same figures, their periods moved on to what was delivered last."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date

from biebwijzer.access import Saved, Workspace, new_id
from biebwijzer.board.packs import (
    SLIDE,
    Figure,
    PackDraft,
    add_pack,
    asked,
    own_pack,
    row_of_slide,
    slides_of,
)
from biebwijzer.warehouse import Row

# What says until when a figure goes; the newest of a pack is what its periods move on from.
ENDS = ("until", "on_month")


def next_edition(
    workspace: Workspace,
    board_pack_id: str,
    draft: PackDraft,
    last: date,
    reference_date: date | None,
    row_id: str | None = None,
) -> Saved:
    """A new pack with the figures of this one until the `last` delivered month, and nothing said beside them yet."""
    made = row_id or new_id()
    with workspace.change("board.board_pack.followed") as act:
        own_pack(workspace, act.transaction, board_pack_id)
        rows = slides_of(act.transaction, board_pack_id)
        pack = add_pack(workspace, act, draft, made)
        months = months_since(rows, last)
        for place, row in enumerate(rows, start=1):
            values = moved(asked(row), months, reference_date)
            act.add(SLIDE, row_of_slide(Figure(row["exhibit"], row["question"], values), pack, place))
    return Saved(made, act.audit_id)


def months_since(rows: Sequence[Row], last: date) -> int:
    """How many months passed since the newest figure of a pack; 0 when none says until when it goes."""
    ends = [value for row in rows for name, value in asked(row).items() if name in ENDS and isinstance(value, date)]
    newest = max(ends, default=last)
    return (last.year - newest.year) * 12 + last.month - newest.month


def moved(values: Mapping[str, object], months: int, reference_date: date | None) -> dict[str, object]:
    """What a figure is asked with, so many months later; a year so far begins in January still."""
    later: dict[str, object] = {
        name: months_later(value, months) if isinstance(value, date) else value for name, value in values.items()
    }
    since, until = values.get("since"), later.get("until")
    if isinstance(since, date) and isinstance(until, date) and is_year_so_far(since, values.get("until")):
        later["since"] = date(until.year, 1, 1)
    if "reference_date" in values and reference_date is not None:
        later["reference_date"] = reference_date
    return later


def is_year_so_far(since: date, until: object) -> bool:
    """Whether a period is one year from its first day."""
    return (since.month, since.day) == (1, 1) and isinstance(until, date) and until.year == since.year


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month stays a last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, MINYEAR), MAXYEAR)
    longest = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, longest if is_last else min(day.day, longest))
