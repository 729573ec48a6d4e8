"""What a proposition rests on: why visitors come and which group it is for, with the way there and back."""

from datetime import timedelta

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import Form, plain
from biebwijzer.desk.markup import html
from biebwijzer.segments.groups import group_many, group_name, groups
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Row

RESTS_ON = ("rests_on_reason", "rests_on_group")
PROPOSITION = str(ROOT / "pages" / "propositions" / "proposition.py")
GROUPS = str(ROOT / "pages" / "segments" / "overview.py")
WHY = str(ROOT / "pages" / "segments" / "why.py")


def reasons(workspace: Workspace) -> list[str]:
    """The reasons visitors gave in the year of the last survey, the one given most first."""
    last = workspace.ask("usage/survey_span").first("last_answered_on")
    if last is None:
        return []
    found = workspace.ask("usage/visit_reasons", since=last - timedelta(days=364), until=last)  # type: ignore[operator]
    return found.rows["visit_reason"].to_list()


def rests_on_fields(workspace: Workspace, form: Form, known: Row) -> None:
    """Which reason of visit and which group; a reason from an earlier survey stays a choice where it was chosen."""
    words, chosen = workspace.words, known.get("rests_on_reason")
    given = reasons(workspace)
    offered = [None, *given, *([chosen] if chosen and chosen not in given else [])]
    named = groups()
    if len(offered) > 1:
        st.selectbox(
            words("Op welke reden van bezoek rust het? (mag leeg)"),
            offered,
            index=form.place("rests_on_reason", offered, chosen),
            format_func=lambda one: one or words("geen"),
            key=form.key("rests_on_reason"),
        )
    st.selectbox(
        words("Voor welke groep is het? (mag leeg)"),
        [None, *named],
        index=form.place("rests_on_group", [None, *named], known.get("rests_on_group")),
        format_func=lambda one: group_name(one, words) if one else words("geen"),
        key=form.key("rests_on_group"),
    )


def rests_on(workspace: Workspace, row: Row) -> None:
    """On the canvas: what it rests on, each as the way to the page that shows it."""
    words, reason, group = workspace.words, row["rests_on_reason"], row["rests_on_group"]
    html('<h3 style="margin-top:.6rem">{head}</h3>', head=words("Rust op"))
    if not reason and group not in groups():
        html('<p class="sub">{text}</p>', text=words("Nog niet vastgelegd waar dit op rust."))
    opens = workspace.may("segments.read")
    if reason and opens:
        label = words("Reden van bezoek: {reason}", reason=plain(reason))
        st.page_link(WHY, label=label, icon=":material/forum:", width="content")
    if opens:
        label = words("Bekijk wie er komt, per groep")
        if group in groups():
            label = words("Groep: {group}", group=group_name(group, words))
        st.page_link(GROUPS, label=label, icon=":material/groups:", width="content")


def resting_on(workspace: Workspace, kind: str) -> None:
    """From a reason or a group to the propositions that rest on it."""
    if not workspace.may("propositions.read"):
        return
    words, rows = workspace.words, workspace.ask("propositions/resting").rows.filter(kind=kind)
    if rows.is_empty():
        return
    for place, row in enumerate(rows.unique(["code", "rests_on"], maintain_order=True).iter_rows(named=True)):
        if kind == "group" and row["rests_on"] in groups():
            whom = group_many(row["rests_on"], words)
            label = words("{whom}: daarvoor is er {name}", whom=whom, name=plain(row["name"]))
        else:
            label = words("Op '{reason}' rust {name}", reason=plain(row["rests_on"]), name=plain(row["name"]))
        with st.container(key=f"resting_{kind}_{place}"):
            st.page_link(
                PROPOSITION, label=label, icon=":material/lightbulb:", query_params={"propositie": row["code"]}
            )
