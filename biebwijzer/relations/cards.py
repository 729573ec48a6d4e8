"""A card: who opened it is kept, and its first sentence says what we last spoke of and promised."""

from collections.abc import Sequence

from biebwijzer.access import Workspace
from biebwijzer.warehouse import Answer, Row
from biebwijzer.words import Words


def opened(workspace: Workspace, subject: str, row_id: str) -> Row | None:
    """The card of a person or organisation, and a line in the audit trail that it was opened."""
    rows = workspace.ask(f"relations/{subject}", **{f"{subject}_id": row_id}).rows
    if rows.is_empty():
        return None
    workspace.log(f"relations.{subject}.opened", f"relations.{subject}", row_id)
    return rows.row(0, named=True)


def opened_together(workspace: Workspace, subject: str, row_ids: Sequence[str]) -> None:
    """A line in the audit trail for every card somebody was shown beside others."""
    if row_ids:
        workspace.log(f"relations.{subject}.opened", f"relations.{subject}", *row_ids)


def follow_ups_of(workspace: Workspace, timeline: Answer, **card: str) -> list[Row]:
    """What was promised in the talks of a card and what was taken on as a step, the first due first."""
    promised = [
        {**row, "with_whom": row["organisation_name"] or row["person_name"], "step_run_id": None, "steps_name": None}
        for row in timeline.rows.iter_rows(named=True)
        if row["follow_up_id"]
    ]
    steps = workspace.ask("relations/card_steps", **card).rows.iter_rows(named=True)
    taken_on = [{**row, "contact_moment_id": None, "spoken_on": None} for row in steps]
    return sorted([*promised, *taken_on], key=lambda one: (one["due_on"], one["follow_up_id"]))


def spoken_sentence(words: Words, timeline: Answer) -> str:
    """When we last spoke, who did, and what is still to be done; figures between ** **."""
    if timeline.is_empty():
        return words("Hier is nog geen gesprek genoteerd.")
    last = timeline.rows.row(0, named=True)
    day = words.day(last["spoken_on"])
    if last["recorded_by_name"]:
        sentence = words("Laatst gesproken op **{day}** door {colleague}.", day=day, colleague=last["recorded_by_name"])
    else:
        sentence = words("Laatst gesproken op **{day}**.", day=day)
    waiting = [row for row in timeline.rows.iter_rows(named=True) if row["status"] == "open"]
    if not waiting:
        return sentence
    first = min(waiting, key=lambda row: row["due_on"])
    promise = words(
        "We beloofden: {promise}, uiterlijk **{day}**.", promise=first["promise"], day=words.day(first["due_on"])
    )
    return f"{sentence} {promise}"
