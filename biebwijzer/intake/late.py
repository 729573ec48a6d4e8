"""Late: whoever looks after a source is told when it does not come, once for each day it was expected."""

from datetime import date

from biebwijzer import clock
from biebwijzer.access import Workspace
from biebwijzer.intake.outcomes import PERMISSION
from biebwijzer.intake.own_sources import known_source
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row
from biebwijzer.words import Words


def tell_if_late(workspace: Workspace, care: Row, on_date: date) -> bool:
    """Write it in the outbox if this source is late for its owner and that was not told yet; whether it was."""
    stores, asking = workspace.stores, workspace.asking
    try:
        owner = clock.workspace_of(stores, asking, care["owner"], PERMISSION, care["library_id"], on_date)
    except NotAllowed:
        return False
    if care["library_id"]:
        owner = owner.narrowed_to((care["library_id"],))
    board = owner.ask("intake/sources_board", on_date=on_date).rows.to_dicts()
    row = next((one for one in board if one["source_id"] == care["source_id"]), None)
    if row is None or not row["days_late"] or care["told_late_for"] == row["expected_on"]:
        return False
    words = owner.words
    with stores.records.transaction() as transaction:
        where = {"care_id": care["care_id"], "told_late_for": care["told_late_for"]}
        if not transaction.set("intake.care", where, {"told_late_for": row["expected_on"]}):
            return False
        subject, body = letter(words, words.either(known_source(workspace.stores, care["source_id"]).title), row)
        link = clock.post_of(stores).link
        body = f"{body}\n\n{link}/bronnen?bron={care['source_id']}" if link else body
        clock.write(transaction, "intake.late", care["owner"], subject, body, care["library_id"])
    return True


def letter(words: Words, title: str, row: Row) -> tuple[str, str]:
    """Which source is late, since when, and what to do."""
    values = {
        "source": title,
        "until": words.date(row["fresh_until"]),
        "expected": words.date(row["expected_on"]),
    }
    body = words(
        "{source} is bij tot en met {until}. Een volgende levering had er op {expected} moeten zijn.\n\n"
        "Lever haar aan, of vraag na waar zij blijft.",
        **values,
    )
    return words("{source} is te laat", source=title), body
