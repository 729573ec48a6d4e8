"""Beheer › Logboek: who did what, and when?"""

from datetime import UTC, timedelta

import streamlit as st

from biebwijzer import access, desk
from biebwijzer.words.speaking import CLOCK

workspace = desk.open_page("access.audit")
words = workspace.words

desk.head(words("Wie deed wat?"), crumb=(words("Beheer"), words("Logboek")), note=False)

choices = workspace.ask("access/audit_choices").rows
names = dict(choices.select("app_user_id", "done_by").unique(maintain_order=True).iter_rows())
if access.OPERATOR in names:
    names[access.OPERATOR] = words("opdrachtregel")
actions = sorted(choices["action"].unique().to_list(), key=lambda one: access.said(words, one))

with st.container(horizontal=True):
    start = workspace.today - timedelta(days=30)
    period = st.date_input(words("Periode"), (start, workspace.today), key="periode", bind="query-params",
                           format="DD-MM-YYYY", width=260)  # fmt: skip
    person = st.selectbox(words("Wie"), list(names), index=None, key="wie", width=220,
                          placeholder=words("Iedereen"), format_func=names.__getitem__)  # fmt: skip
    action = st.selectbox(words("Wat"), actions, index=None, key="wat", width=300,
                          placeholder=words("Alles"), format_func=lambda one: access.said(words, one))  # fmt: skip

if len(period) < 2:
    desk.empty("none", words("De periode heeft nog geen eind."), words("Kies ook een tweede datum."))
    st.stop()

since, until = period
answer = workspace.ask("access/audit_trail", since=since, until=until, person_id=person, action=action)
if answer.is_empty():
    desk.empty(
        "none", words("In deze periode is niets gedaan."), words("Kies een langere periode of een ander filter.")
    )
    st.stop()

rows = answer.rows
total = int(rows["acts"][0])
desk.lead(words.plural("**{n} handeling** in deze periode.", "**{n} handelingen** in deze periode.", n=total))
libraries = access.library_names(workspace)
desk.table(
    [words("Wanneer"), words("Wie"), words("Wat"), desk.Head(words("Bibliotheek"), wide=True)],
    [
        (
            words.moment(row["happened_at"].replace(tzinfo=UTC).astimezone(CLOCK)),
            words("opdrachtregel") if row["app_user_id"] == access.OPERATOR else row["done_by"],
            access.said(words, row["action"]) + (f" · {words('daarna ongedaan gemaakt')}" if row["is_undone"] else ""),
            libraries.get(row["library_id"], row["library_id"]),
        )
        for row in rows.iter_rows(named=True)
    ],
    caption=words("De nieuwste {n}. Kies een kortere periode voor de andere.", n=words.number(rows.height))
    if total > rows.height
    else "",
)
