"""What two cards say about consent, where one decides whether they are one."""

from collections.abc import Mapping, Sequence

from biebwijzer.access import Workspace
from biebwijzer.desk.consent_card import what_told
from biebwijzer.desk.frame import pill
from biebwijzer.desk.markup import html, joined, markup
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

Answers = Mapping[str, Sequence[Row]]


def answers_of(workspace: Workspace, kind: str, ids: Sequence[str]) -> Answers:
    """What was said per person; an organisation says nothing of itself."""
    found: dict[str, list[Row]] = {}
    if kind == "person" and ids:
        for row in workspace.ask("relations/consents_beside", ids=ids).rows.to_dicts():
            found.setdefault(row["person_id"], []).append(row)
    return found


def answers_told(words: Words, rows: Sequence[Row]) -> None:
    """Below a card: yes or no, per purpose and channel."""
    said = [
        markup("{state} {what}", state=pill(words("ja"), "green") if row["is_valid"] else pill(words("nee"), "orange"),
               what=what_told(words, row))
        for row in rows
    ]  # fmt: skip
    if said:
        html('<p class="sub">{said}</p>', said=joined(said, " · "))


def no_wins(words: Words, one: Sequence[Row], other: Sequence[Row]) -> None:
    """Say before merging where a yes on one card ends by the no on the other."""
    yes, no = (
        [{(row["purpose"], row["channel"]) for row in rows if row["is_valid"] == valid} for rows in (one, other)]
        for valid in (True, False)
    )
    if yes[0] & no[1] or yes[1] & no[0]:
        text = words("Een van de twee zei nee. Na het samenvoegen telt dat nee, tot iemand opnieuw ja zegt.")
        html('<p class="sub">{text}</p>', text=text)
