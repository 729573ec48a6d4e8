"""Two cards beside each other: why they look alike, what of each to keep, and what somebody decided."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace, library_names
from biebwijzer.desk.consents_beside import Answers, answers_of, answers_told, no_wins
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import empty, words_here
from biebwijzer.desk.markup import Markup, bold, html, joined, markup
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.promises import card_link
from biebwijzer.desk.reasons import why_pills
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import cards, merging
from biebwijzer.relations.duplicates import CardPair
from biebwijzer.relations.merging import BOTH, FIELDS, KEPT, MERGED, MergeDraft
from biebwijzer.relations.naming import full_name
from biebwijzer.relations.organisations import KINDS
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

QUESTIONS = {"person": "relations/people_beside", "organisation": "relations/organisations_beside"}
LABELS = {
    "first_name": mark("Voornaam"), "last_name": mark("Achternaam"), "phone": mark("Telefoon"),
    "email": mark("E-mail"), "note": mark("Notitie"), "name": mark("Naam"), "kind": mark("Soort"),
    "place": mark("Plaats"), "website": mark("Site"), "brin": mark("BRIN"),
    "own": mark("Eigen velden"), "part_of": mark("Hoort bij"),
}  # fmt: skip
BESIDE = {"person": mark("Werkt bij"), "organisation": mark("Contactpersonen")}
# A sign that is not seen, after which Streamlit no longer makes a link of what stands there.
NO_BREAK, LINKED = "\u2060", re.compile(r"@|www|://", re.IGNORECASE)
PILLS = Markup('style="display:flex;flex-wrap:wrap;gap:.35rem .5rem"')
POSTCODE = "postcode"
SEEN = "cards_seen_beside"
MOST_DONE = 50
# Nobody is sure: the last percent is for the colleague who knows them.
SUREST = 0.99


def stretch_filter(name: str, many: int, at_once: int) -> int:
    """Which stretch of a long list is shown, `?vanaf=11`; the place of its first one, from 0."""
    begins = list(range(1, max(many, 1) + 1, at_once))
    text = st.query_params.get(name, "1")
    if not text.isdigit() or int(text) not in begins:
        text = "1"
    if len(begins) == 1:
        st.query_params.pop(name, None)
        return 0
    words = words_here()
    picked = st.selectbox(
        words("Welke paren"),
        begins,
        index=begins.index(int(text)),
        format_func=lambda n: words("{first} tot en met {last}", first=n, last=min(n + at_once - 1, many)),
        key=f"{name}_{many}",
        label_visibility="collapsed",
        width=200,
    )
    st.query_params[name] = str(picked)
    return picked - 1


def pairs_beside(workspace: Workspace, kind: str, pairs: Sequence[CardPair]) -> None:
    """Each pair in a frame of its own; whose cards are seen here is kept in the audit trail, once per visit."""
    ids = sorted({row_id for pair in pairs for row_id in (pair.one_id, pair.other_id)})
    rows = workspace.ask(QUESTIONS[kind], ids=ids).rows.to_dicts()
    known = {row[f"{kind}_id"]: row for row in rows}
    seen: set[str] = st.session_state.setdefault(SEEN, set())
    cards.opened_together(workspace, kind, [row_id for row_id in known if row_id not in seen])
    seen.update(known)
    libraries = library_names(workspace) if len(workspace.libraries) > 1 else {}
    answers = answers_of(workspace, kind, ids)
    for pair in pairs:
        if pair.one_id in known and pair.other_id in known:
            # Who was spoken most is the card to keep: its address is the one people know.
            kept, merged = sorted((known[pair.one_id], known[pair.other_id]), key=lambda row: -row["talks"])
            _pair(workspace, kind, pair, kept, merged, libraries.get(kept["library_id"]), answers)


def _pair(
    workspace: Workspace, kind: str, pair: CardPair, kept: Row, merged: Row, library: str | None, answers: Answers
) -> None:
    words, name = workspace.words, f"{pair.one_id}_{pair.other_id}"
    with st.container(border=True, key=f"card_pair_{name}"):
        for side, column in zip((kept, merged), st.columns(2, gap="medium"), strict=True):
            with column, st.container(gap="xsmall", key=f"names_{name}_{side[f'{kind}_id']}"):
                card_link({f"{kind}_id": side[f"{kind}_id"]}, side["name"])
                html("<dl>{facts}</dl>", facts=_facts(words, kind, side))
                answers_told(words, answers.get(side[f"{kind}_id"], ()))
        chance = words("Kans dat dit dezelfde is: **{part}**", part=words.percent(min(pair.score, SUREST), 0))
        html("<p {row}>{why}</p>", row=PILLS, why=why_pills(words, pair.why))
        html('<p class="sub">{said}</p>', said=bold(f"{chance} · {library}" if library else chance))
        no_wins(words, *(answers.get(side[f"{kind}_id"], ()) for side in (kept, merged)))
        if workspace.may("relations.write"):
            _decide(words, kind, name, kept, merged)


def _facts(words: Words, kind: str, row: Row) -> Markup:
    last = row["last_spoken_on"]
    talks = words("nog geen")
    if last:
        talks = words.plural(mark("1, op {day}"), mark("{n}, laatst op {day}"), n=row["talks"], day=words.date(last))
    facts = [(words(BESIDE[kind]), row["beside"]), (words("Gesprekken"), talks)]
    if row["open_count"]:
        facts.append((words("Open beloften"), words.number(row["open_count"])))
    return joined(markup("<dt>{k}</dt><dd>{v}</dd>", k=k, v=v) for k, v in facts if v)


def _decide(words: Words, kind: str, name: str, kept: Row, merged: Row) -> None:
    """Per field that differs the value to keep; what is the same is only said."""
    first = merging.proposed(kind, kept, merged)
    same = [said(words, one, kept) for one in FIELDS[kind] if one not in first and said(words, one, kept)]
    if same:
        html('<p class="sub">{text}</p>', text=words("Op beide gelijk: {values}.", values=", ".join(same)))
    with st.container(horizontal=True, gap="small", key=f"choices_{name}"):
        for one, choice in first.items():
            labels = {KEPT: said(words, one, kept), MERGED: said(words, one, merged)}
            labels = {side: unlinked(text) or words("(leeg)") for side, text in labels.items()}
            if choice == BOTH:
                labels[BOTH] = words("beide")
            st.radio(
                words(LABELS[one]),
                list(labels),
                index=list(labels).index(choice),
                format_func=labels.__getitem__,
                key=f"keep_{name}_{one}",
                horizontal=True,
                width="content",
            )
    with st.container(horizontal=True, gap="small"):
        st.button(
            words("Voeg samen"), type="primary", key=f"merge_{name}", on_click=_merge, args=(kind, name, kept, merged)
        )
        st.button(
            words("Niet dezelfde"),
            key=f"apart_{name}",
            on_click=_tell_apart,
            args=(kind, kept, merged),
        )


def unlinked(text: str) -> str:
    """A text for a label in which a mail address or site is something to choose, and no link."""
    return LINKED.sub(lambda found: found[0] + NO_BREAK, plain(text))


def said(words: Words, field: str, row: Row) -> str:
    """What a card says in a field, as one reads it; empty when it says nothing."""
    if field == "last_name":
        return full_name(None, row["infix"], row["last_name"] or "")
    if field == "kind":
        return words(KINDS.get(row["kind"], row["kind"]))
    return " ".join(str(row[column]) for column in ((POSTCODE, field) if field == "place" else (field,)) if row[column])


def _merge(kind: str, name: str, kept: Row, merged: Row) -> None:
    workspace = workspace_now("relations.write")
    words, start = workspace.words, f"keep_{name}_"
    choices = {field: st.session_state[start + field] for field in FIELDS[kind] if st.session_state.get(start + field)}
    draft = MergeDraft(
        kind, kept[f"{kind}_id"], merged[f"{kind}_id"], kept["row_version"], merged["row_version"], choices
    )
    try:
        saved = merging.merge(workspace, draft)
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
        return
    done(
        words("Samengevoegd: **{name}**. Alles van beide kaarten staat nu bij elkaar.", name=kept["name"]),
        saved.audit_id,
    )


def _tell_apart(kind: str, kept: Row, merged: Row) -> None:
    workspace = workspace_now("relations.write")
    words = workspace.words
    try:
        saved = merging.not_same(workspace, kind, kept[f"{kind}_id"], merged[f"{kind}_id"])
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
        return
    named = words("**{one}** en **{other}**", one=kept["name"], other=merged["name"])
    done(words("Onthouden: {named} zijn niet dezelfde.", named=named), saved.audit_id)


def merges_done(workspace: Workspace, kind: str) -> None:
    """What was merged, the latest first, with the way back."""
    words = workspace.words
    rows = workspace.ask("relations/merges", kind=kind, most=MOST_DONE).rows.to_dicts()
    if not rows:
        empty("none", words("Er is nog niets samengevoegd."), words("Bij Te bekijken staat wat op elkaar lijkt."))
    for row in rows:
        told = words("{merged} hoort nu bij **{kept}**", merged=row["merged_name"], kept=row["name"])
        by = _by(words, row["merged_by_name"], row["merged_at"])
        _decided(workspace, row["card_merge_id"], told, by, _unmerge, (kind, row))


def told_apart(workspace: Workspace, kind: str) -> None:
    """What somebody said is not the same, the latest first, with the way back."""
    words = workspace.words
    rows = workspace.ask("relations/told_apart", kind=kind, most=MOST_DONE).rows.to_dicts()
    if not rows:
        empty("none", words("Van niemand is gezegd dat het niet dezelfde is."),
              words("Bij Te bekijken staat wat op elkaar lijkt."))  # fmt: skip
    for row in rows:
        told = words("{one} is niet dezelfde als **{other}**", one=row["one_name"], other=row["other_name"])
        by = _by(words, row["said_by_name"], row["said_at"])
        _decided(workspace, row["not_same_id"], told, by, _same_after_all, (row,))


def _by(words: Words, who: str | None, moment: datetime) -> str:
    return words("{who}, {moment}", who=who or words("oud-collega"), moment=words.moment(moment))


def _decided(
    workspace: Workspace, row_id: str, told: str, by: str, take_back: Callable[..., None], about: tuple[Any, ...]
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"decided_{row_id}"):
        with st.container(gap=None, width="stretch"):
            html('<p>{told}</p><p class="sub">{by}</p>', told=bold(told), by=by)
        if workspace.may("relations.write"):
            label = workspace.words("Maak ongedaan")
            st.button(
                label, type="tertiary", icon=":material/undo:", key=f"back_{row_id}", on_click=take_back, args=about
            )


def _unmerge(kind: str, row: Row) -> None:
    workspace = workspace_now("relations.write")
    words = workspace.words
    try:
        undone = merging.unmerge(workspace, row["card_merge_id"])
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
        return
    said = [words("**{one}** en **{other}** zijn weer twee kaarten.", one=row["name"], other=row["merged_name"])]
    if undone.stayed:
        fields = words.list(words(LABELS[field]).lower() for field in undone.stayed)
        said.append(words("Daarna gewijzigd, en blijft zoals het nu is: {fields}.", fields=fields))
    if undone.later:
        one = mark("1 gesprek van na het samenvoegen blijft bij {name}.")
        many = mark("{n} gesprekken van na het samenvoegen blijven bij {name}.")
        said.append(words.plural(one, many, n=undone.later, name=row["name"]))
    done(" ".join(said))


def _same_after_all(row: Row) -> None:
    workspace = workspace_now("relations.write")
    words = workspace.words
    try:
        merging.same_after_all(workspace, row["not_same_id"])
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
        return
    done(words("Deze kaarten kunnen weer voorgesteld worden."))


def standing_card(workspace: Workspace, kind: str) -> str | None:
    """The card the address leads to, `?person=…`: of one that was merged, the card that stands for it today."""
    asked = st.query_params.get(kind)
    rows = workspace.ask("relations/standing_card", card_id=asked).rows if asked else None
    if rows is None or rows.is_empty():
        return asked
    survivor = str(rows["survivor_id"][0])
    st.query_params[kind] = survivor
    return survivor
