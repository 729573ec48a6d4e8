"""Relaties › Opvolging: what did we promise, and is it done?"""

import streamlit as st

from biebwijzer import desk
from biebwijzer.words import mark

workspace = desk.open_page("relations.read")
words = workspace.words

STATUS = {"open": mark("Open"), "done": mark("Afgerond"), "dropped": mark("Hoeft niet meer")}
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
    status = st.segmented_control(
        words("Stand"),
        list(STATUS),
        format_func=lambda one: words(STATUS[one]),
        default="open",
        required=True,
        key="stand",
        label_visibility="collapsed",
        bind="query-params",
    )
    owner = st.selectbox(
        words("Van wie"),
        [EVERYBODY, *owners],
        format_func=lambda one: words("Van iedereen") if one == EVERYBODY else owners[one],
        key="wie",
        label_visibility="collapsed",
        width=220,
        bind="query-params",
    )

shown = [row for row in rows if row["status"] == status and owner in (EVERYBODY, row["owner"])]
if not shown:
    desk.empty(
        "none",
        words("Hier staat niets."),
        words("Noteer een gesprek met een belofte, of kies een andere stand."),
    )
elif status == "open":
    desk.promise_groups(workspace, shown, whose=True)
else:
    shown.sort(key=lambda row: row["done_at"], reverse=True)
    desk.table(
        [words("Met wie"), words("Beloofd"), desk.Head(words("Collega"), wide=True), words("Op")],
        [(row["with_whom"], row["promise"], owners[row["owner"]], words.date(row["done_at"])) for row in shown[:50]],
        caption=words("De laatste {n}, de nieuwste eerst.", n=words.number(min(len(shown), 50))),
    )
