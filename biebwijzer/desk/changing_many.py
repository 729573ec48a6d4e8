"""Changing many cards at once, below a list's filters: choose rows and a field, see what it becomes, keep it."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import Form, plain, problem_under
from biebwijzer.desk.frame import Head, table
from biebwijzer.desk.markup import html, markup
from biebwijzer.desk.own_parts import own_input
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.tiles import tally, tiles
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import changing_many
from biebwijzer.relations.changing_many import CHANGES, NEVER_EMPTY, REFUSED, SAME, ManyDraft, Preview
from biebwijzer.relations.organisations import KINDS
from biebwijzer.relations.own_fields import OwnField
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

CHOSEN, FILTER = "chosen", "filter"
SHOWN = 50


def choosing(workspace: Workspace) -> bool:
    """Whether one is choosing rows; the switch stands with the filters, for who may write."""
    if not workspace.may("relations.write"):
        return False
    return st.toggle(workspace.words("Wijzig meer tegelijk"), key="meer_tegelijk")


def change_many(
    workspace: Workspace, subject: str, rows: Sequence[Row], found: int, everything: Callable[[], Sequence[str]]
) -> None:
    """The whole of it; `rows` is what the list shows, `everything` gives the ids of all that the filter finds."""
    words, form = workspace.words, Form(f"many_{subject}")
    # On a phone what one decides stands above the long list of what one chooses.
    left, right = st.columns(2, gap="large")
    with right:
        ids = _which(form, subject, rows, found, everything, words)
    with left, st.container(border=True, key="card_change_many"):
        draft = _what(workspace, form, subject, ids)
        if draft is None:
            return
        try:
            looked = changing_many.preview(workspace, draft)
        except BiebwijzerError as refused:
            html('<p class="down" role="alert"><b>{text}</b></p>', text=words(refused.word, **refused.values))
            return
        _shown(looked, words)
    _decide(form, looked, words)


def _which(
    form: Form, subject: str, rows: Sequence[Row], found: int, everything: Callable[[], Sequence[str]], words: Words
) -> tuple[str, ...]:
    ways = {CHOSEN: words("Rijen die ik kies"), FILTER: words("Alles van dit filter ({n})", n=words.number(found))}
    way = st.segmented_control(
        words("Welke kaarten?"), list(ways), default=CHOSEN, required=True, key=form.key("way"),
        format_func=lambda one: ways[one],
    )  # fmt: skip
    if way == FILTER:
        return tuple(everything())
    with st.container(gap="xsmall", key="names_many"):
        return tuple(
            row[f"{subject}_id"]
            for row in rows
            if st.checkbox(plain(row["name"]), key=form.key(f"pick_{row[f'{subject}_id']}"))
        )


def _what(workspace: Workspace, form: Form, subject: str, ids: tuple[str, ...]) -> ManyDraft | None:
    """The field and what it becomes; None as long as something lacks, which is said beside it."""
    words = workspace.words
    html("<h2>{title}</h2>", title=words.plural(mark("{n} kaart gekozen"), mark("{n} kaarten gekozen"), n=len(ids)))
    names: Mapping[str, str] = changing_many.changeable(workspace, subject, words)
    field = st.selectbox(
        words("Welk veld?"), list(names), index=None, format_func=lambda one: names[one], key=form.key("field"),
        placeholder=words("Kies"),
    )  # fmt: skip
    if field is None:
        return None
    own = changing_many.field_of(workspace, subject, field)
    name = f"value_{field}"
    emptied = field not in NEVER_EMPTY and st.checkbox(words("Maak dit veld leeg"), key=form.key(f"empty_{field}"))
    if emptied:
        draft = ManyDraft(subject, ids, field, None, emptied=True)
    else:
        _new_value(form, name, field, own, words)
        draft = ManyDraft(subject, ids, field, form.get(name))
    wrong = changing_many.problems(draft, own)
    for one in ("value", "ids", "field"):
        problem_under(one, wrong, words)
    return None if wrong else draft


def _new_value(form: Form, name: str, field: str, own: OwnField | None, words: Words) -> None:
    """Where one types or chooses what the field becomes."""
    label = words("Wordt")
    if own:
        own_input(form, name, own, label, None, words)
    elif field == "kind":
        st.selectbox(
            label, list(KINDS), index=None, format_func=lambda one: words(KINDS[one]), key=form.key(name),
            placeholder=words("Kies"),
        )  # fmt: skip
    else:
        st.text_input(label, key=form.key(name))


def _shown(looked: Preview, words: Words) -> None:
    """How many change, stay and are refused, and the cards themselves."""
    counts = {one: len(looked.of(one)) for one in (CHANGES, SAME, REFUSED)}
    html("<h2>{title}</h2>", title=words("Zo wordt het"))
    with tiles():
        tally(words("Verandert"), counts[CHANGES], words("kaarten"))
        tally(words("Blijft"), counts[SAME], words("staat er al zo"))
        tally(words("Geweigerd"), counts[REFUSED], words("met de reden"))
    new = changing_many.told(looked, looked.value, words)
    lines: list[tuple[object, ...]] = []
    for one in [*looked.of(REFUSED), *looked.of(CHANGES)][:SHOWN]:
        old = changing_many.told(looked, one.before, words) or "–"
        becomes = words(one.why) if one.why else markup("<del>{old}</del> <ins>{new}</ins>", old=old, new=new or "–")
        lines.append((one.name, becomes))
    many = counts[CHANGES] + counts[REFUSED]
    caption = words("De eerste {n} van {total}.", n=SHOWN, total=words.number(many)) if many > SHOWN else ""
    if lines:
        table([Head(words("Naam"), wide=True), words("Wat verandert er?")], lines, caption=caption)


def _decide(form: Form, looked: Preview, words: Words) -> None:
    ready = len(looked.of(CHANGES))
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="decision"):
        with st.container(width="stretch"):
            told = words.plural(mark("{n} kaart verandert."), mark("{n} kaarten veranderen."), n=ready)
            html("<p>{told}</p>", told=f"{told} {words('Je kunt dit daarna ongedaan maken.')}")
        st.button(
            words("Zet vast"), type="primary", key="change_many", disabled=not ready, on_click=_keep,
            args=(form, looked),
        )  # fmt: skip


def _keep(form: Form, looked: Preview) -> None:
    workspace = workspace_now("relations.write")
    words = workspace.words
    try:
        saved = changing_many.carry_out(workspace, looked)
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
        return
    many = len(looked.of(CHANGES))
    done(words.plural(mark("**{n} kaart** gewijzigd."), mark("**{n} kaarten** gewijzigd."), n=many), saved.audit_id)
    form.fresh()
