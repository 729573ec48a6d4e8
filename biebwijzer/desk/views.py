"""Saved views of a page: kept under a name, opened by their address, renamed and thrown away by who kept them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.access.views import Shelf, ViewDraft, problems, remove, rename, save
from biebwijzer.desk.forms import Form, plain, problem_under
from biebwijzer.desk.frame import card
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import Row
from biebwijzer.words import Words


def save_view(workspace: Workspace, shelf: Shelf) -> None:
    """Keep what is on the screen under a name, for oneself or for the team."""
    words, form = workspace.words, Form(f"view_{shelf.page}")
    with st.popover(words("Bewaar deze weergave"), icon=":material/bookmark_add:"):
        _fields(workspace, form)
        args = (shelf, form, _address(shelf))
        st.button(words("Bewaar"), type="primary", key=form.key("save"), on_click=_save, args=args)


def _fields(workspace: Workspace, form: Form, row: Row | None = None) -> None:
    words = workspace.words
    begun = row or {"name": "", "is_shared": False}
    st.text_input(words("Naam"), key=form.key("name"), value=form.first("name", begun["name"]), max_chars=80)
    problem_under("name", form.problems, words)
    if len(workspace.libraries) == 1:
        label = words("Ook voor collega's van mijn bibliotheek")
        st.toggle(label, value=bool(form.first("is_shared", begun["is_shared"])), key=form.key("is_shared"))
    problem_under("is_shared", form.problems, words)
    problem_under("form", form.problems, words)


def _address(shelf: Shelf) -> dict[str, str]:
    return {name: st.query_params[name] for name in shelf.parts if name in st.query_params}


def _draft(form: Form, address: Mapping[str, str]) -> ViewDraft:
    return ViewDraft(form.get("name") or "", address, bool(form.get("is_shared")))


def _save(shelf: Shelf, form: Form, address: Mapping[str, str]) -> None:
    workspace, draft = workspace_now(shelf.permission), _draft(form, address)

    def keep() -> None:
        saved = save(workspace, shelf, draft, form.row_id)
        done(workspace.words("Bewaard: **{name}**", name=draft.name.strip()), saved.audit_id)

    if form.attempt(problems(workspace, draft), keep):
        form.fresh()


def saved_views(workspace: Workspace, shelf: Shelf) -> None:
    """The views one saved and those colleagues share, each with its address and what one can do with one's own."""
    words, rows = workspace.words, _kept(workspace, shelf)
    with card("saved_views"):
        html("<h2>{head}</h2>", head=words("Bewaarde weergaven"))
        if not rows:
            html('<p class="sub">{text}</p>', text=words("Nog geen. Kies hierboven wat je wilt zien en bewaar het."))
        for row in rows:
            with st.container(horizontal=True, vertical_alignment="center", key=f"view_{row['saved_view_id']}"):
                with st.container(width="stretch"):
                    beside = markup('<span class="sub">{text}</span>', text=_whose(row, words))
                    html("<p>{link} {beside}</p>", link=_link(shelf, row), beside=beside)
                if row["is_mine"] and workspace.may(shelf.permission):
                    _ways(workspace, shelf, row)


def views_line(workspace: Workspace, shelf: Shelf) -> None:
    """The same in one line above a list: a press opens a view; keeping and changing lie folded away."""
    words, rows = workspace.words, _kept(workspace, shelf)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="views_line"):
        if rows:
            links = joined([_link(shelf, row) for row in rows], " · ")
            html("<p>{label} {links}</p>", label=words("Weergaven:"), links=links)
        if not workspace.may(shelf.permission):
            return
        if _address(shelf):
            save_view(workspace, shelf)
        mine = [row for row in rows if row["is_mine"]]
        if mine:
            with st.popover(words("Wijzig weergaven"), icon=":material/edit:", type="tertiary"):
                _all_of_mine(workspace, shelf, mine)


def _all_of_mine(workspace: Workspace, shelf: Shelf, rows: Sequence[Row]) -> None:
    for row in rows:
        with st.container(gap="xsmall", border=True, key=f"view_{row['saved_view_id']}"):
            html('<p class="sub">{text}</p>', text=_whose(row, workspace.words))
            _rename_fields(workspace, shelf, row)


def _kept(workspace: Workspace, shelf: Shelf) -> list[Row]:
    return workspace.ask("access/saved_views", page=shelf.page).rows.to_dicts()


def _link(shelf: Shelf, row: Row) -> Markup:
    address, name = f"{shelf.page}?{row['address']}", row["name"]
    return markup('<a href="{address}" target="_self">{name}</a>', address=address, name=name)


def _whose(row: Row, words: Words) -> str:
    whose = words("van mij") if row["is_mine"] else words("van {name}", name=row["saved_by"])
    return " · ".join([whose, *([words("voor het team")] if row["is_shared"] else []), words.date(row["saved_at"])])


def _ways(workspace: Workspace, shelf: Shelf, row: Row) -> None:
    with st.popover(workspace.words("Wijzig"), type="tertiary", help=plain(row["name"])):
        _rename_fields(workspace, shelf, row)


def _rename_fields(workspace: Workspace, shelf: Shelf, row: Row) -> None:
    words = workspace.words
    # Another version is another form: what stands there is what is kept.
    form = Form(f"view_{row['saved_view_id']}_{row['row_version']}")
    _fields(workspace, form, row)
    with st.container(horizontal=True, gap="small"):
        st.button(words("Bewaar"), key=form.key("save"), on_click=_rename, args=(shelf, form, row))
        st.button(words("Gooi weg"), type="tertiary", key=f"drop_{row['saved_view_id']}", on_click=_drop,
                  args=(shelf, row["saved_view_id"], row["name"]))  # fmt: skip


def _rename(shelf: Shelf, form: Form, row: Row) -> None:
    workspace, draft = workspace_now(shelf.permission), _draft(form, {})

    def keep() -> None:
        saved = rename(workspace, shelf, row["saved_view_id"], draft)
        done(workspace.words("Bewaard: **{name}**", name=draft.name.strip()), saved.audit_id)

    form.attempt(problems(workspace, draft), keep)


def _drop(shelf: Shelf, view_id: str, name: str) -> None:
    workspace = workspace_now(shelf.permission)
    try:
        saved = remove(workspace, shelf, view_id)
    except BiebwijzerError as refused:
        done(workspace.words(refused.word, **refused.values))
        return
    done(workspace.words("Weggegooid: **{name}**", name=name), saved.audit_id)
