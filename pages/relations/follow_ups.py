"""Relaties › Opvolging: what did we promise, and is it done?"""

import streamlit as st

from biebwijzer import desk, relations
from biebwijzer.words import mark

workspace = desk.open_page("relations.read")
words = workspace.words

EVERYBODY = "iedereen"

desk.head(words("Wat beloofden we?"), crumb=(words("Relaties"), words("Opvolging")))

rows = workspace.ask("relations/follow_ups").rows.to_dicts()
waiting = [row for row in rows if row["status"] == "open"]
late = sum(row["due_on"] < workspace.today for row in waiting)
total = words.plural(mark("Er staat **1 afspraak** open"), mark("Er staan **{n} afspraken** open"), n=len(waiting))
desk.lead(
    words("{total}, waarvan **{late}** te laat.", total=total, late=words.number(late))
    if waiting
    else words("Er staan geen afspraken open.")
)

owners = {row["owner"]: row["owner_name"] or words("oud-collega") for row in rows}
with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters"):
    states = {code: words(name) for code, name in relations.follow_ups.STATUS.items()}
    status = desk.choice_filter("stand", words("Stand"), states, "open")
    names = {EVERYBODY: words("Van iedereen"), **owners}
    owner = desk.option_filter("wie", words("Van wie"), names, EVERYBODY, width=220)

shown = [row for row in rows if row["status"] == status and owner in (EVERYBODY, row["owner"])]
if not shown:
    desk.empty(
        "none",
        words("Hier staat niets."),
        words("Noteer een gesprek met een belofte, of kies een andere stand."),
    )
elif status == "open":
    desk.promise_groups(workspace, shown, whose=True)
    if owner != EVERYBODY:
        desk.hand_over_all(workspace, owner, names[owner], shown)
else:
    shown.sort(key=lambda row: row["done_at"], reverse=True)
    desk.table(
        [words("Met wie"), words("Beloofd"), desk.Head(words("Collega"), wide=True), words("Op")],
        [(row["with_whom"], row["promise"], owners[row["owner"]], words.date(row["done_at"])) for row in shown[:50]],
        caption=words("De laatste {n}, de nieuwste eerst.", n=words.number(min(len(shown), 50))),
    )

desk.steps_section(workspace)
desk.reminders(workspace)
