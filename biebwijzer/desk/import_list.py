"""Importeren, the first two steps: which list, and which of its columns is what."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import card, empty
from biebwijzer.desk.markup import html
from biebwijzer.desk.new_source import choice_name
from biebwijzer.intake import Question
from biebwijzer.intake.traces import masked
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import importing
from biebwijzer.relations.importing import ImportMap, ListRead
from biebwijzer.words import Words, mark

TYPES = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt", "vcf", "zip"]
ROUND, STATE = "import_round", "import_state"
FILE, PASTE = "file", "paste"
WAYS: Mapping[str, str] = {FILE: mark("Een bestand"), PASTE: mark("Plakken")}
PICTURED = 3


@dataclass(frozen=True)
class Handed:
    """What somebody handed in: its bytes, its name, and what tells it from another list."""

    content: bytes
    name: str
    mark: str


def state() -> dict:
    """What was said about this list so far; gone when one begins anew."""
    return st.session_state.setdefault(STATE, {"answers": {}, "asked": {}})


def begin_anew() -> None:
    """Forget the list and what was said about it."""
    st.session_state.pop(STATE, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def key(name: str) -> str:
    """The key of a field in this round."""
    return f"import_{st.session_state.get(ROUND, 0)}_{name}"


def handed_in(words: Words) -> Handed | None:
    """A file, or what was pasted from a spreadsheet; nothing as long as there is neither."""
    with card("import_list"):
        html("<h2>{title}</h2>", title=words("1. Welke lijst?"))
        way = st.segmented_control(
            words("Hoe kom je aan de lijst?"), list(WAYS), default=FILE, required=True, key=key("way"),
            format_func=lambda one: words(WAYS[one]), label_visibility="collapsed",
        )  # fmt: skip
        if way == PASTE:
            text = st.text_area(
                words("Plak de rijen, met de kop erboven"), height=140, key=key("pasted"),
                placeholder=words("Selecteer de cellen in je spreadsheet, kopieer, en plak ze hier"),
            )  # fmt: skip
            handed = (text.encode(), importing.PASTED) if text.strip() else None
        else:
            file = st.file_uploader(words("Excel, csv of vCard"), type=TYPES, key=key("file"), max_upload_size=20)
            handed = (file.getvalue(), file.name) if file else None
    if handed is None:
        return None
    told = Handed(*handed, hashlib.sha256(handed[0]).hexdigest())
    if state().get("mark") not in (None, told.mark):
        # Another list: what was said of the one before does not hold for it.
        st.session_state[STATE] = {"answers": {}, "asked": {}}
    state()["mark"] = told.mark
    return told


def read(handed: Handed, words: Words) -> ListRead | None:
    """The list as it was read with what was answered; a sentence when it can't be, and the questions when it asks."""
    answers = dict(state()["answers"])
    asked = (handed.mark, tuple(sorted(answers.items())))
    if state().get("read", (None,))[0] != asked:
        try:
            state()["read"] = (asked, importing.read_list(handed.content, handed.name, answers))
        except BiebwijzerError as refused:
            cannot(words(refused.word, **refused.values), words)
            return None
    found: ListRead = state()["read"][1]
    for question in found.questions:
        state()["asked"][question.key] = question
    return found


def cannot(sentence: str, words: Words) -> None:
    """Why a list can't be read, and a way on."""
    html('<p class="down" role="alert"><b>{text}</b></p>', text=sentence)
    html("<p>{text}</p>", text=words("Kies een ander bestand, of bewaar het als xlsx of csv en probeer het opnieuw."))
    if state()["answers"] and st.button(words("Geef andere antwoorden"), key=key("other")):
        state()["answers"].clear()
        st.rerun()


def answered(words: Words, only: tuple[str, ...]) -> bool:
    """Show these questions about a list, with what was answered; whether all have an answer."""
    asked: dict[str, Question] = {name: one for name, one in state()["asked"].items() if name in only}
    with card("import_questions_" + "_".join(only)[:20]):
        html("<h2>{title}</h2>", title=words("Dit weten wij niet zeker"))
        for name, question in asked.items():
            _one(name, question, words)
    return all(name in state()["answers"] for name in asked)


def _one(name: str, question: Question, words: Words) -> None:
    given = state()["answers"].get(name)

    def keep() -> None:
        state()["answers"][name] = st.session_state[key(f"answer_{name}")]

    st.radio(
        plain(words(question.word, **question.values)),
        question.choices,
        index=question.choices.index(given) if given in question.choices else None,
        format_func=lambda choice: choice_name(question, choice, words),
        key=key(f"answer_{name}"),
        on_change=keep,
        horizontal=len(question.choices) < 4,
    )


def mapped(workspace: Workspace, library: str, found: ListRead) -> ImportMap | None:
    """Which column is what: as it was kept for these headings, or as one says here; None until one says so."""
    words = workspace.words
    kept = importing.kept_map(workspace, library, found.heads)
    settled: ImportMap | None = state().get("settled") or kept
    if settled and not state().get("change_map"):
        _told(settled, settled is kept, found, words)
        return settled
    with card("import_columns"):
        html("<h2>{title}</h2>", title=words("2. Welke kolom is wat?"))
        own = importing.of_library(workspace, library)
        made = _asked(found, settled or importing.first_map(found.heads, own=own), words)
        html("<p class='sub'>{text}</p>", text=words("We onthouden dit voor de volgende lijst met dezelfde koppen."))
        try:
            importing.checked(made, found.heads)
        except BiebwijzerError as refused:
            html('<p class="down">{text}</p>', text=words(refused.word, **refused.values).replace("**", ""))
            return None
        if st.button(words("Kijk na"), type="primary", key=key("look")):
            state().update(settled=made, change_map=False)
            st.rerun()
    return None


def _asked(found: ListRead, begun: ImportMap, words: Words) -> ImportMap:
    kind = st.segmented_control(
        words("Waar gaat de lijst over?"), list(importing.KINDS), default=begun.kind, required=True,
        format_func=lambda one: words(importing.KINDS[one]).capitalize(), key=key("kind"),
    )  # fmt: skip
    said = begun if kind == begun.kind else importing.first_map(found.heads, kind, begun.own)
    return replace(said, kind=kind, columns=_columns(found, said, words))


def _told(said: ImportMap, is_kept: bool, found: ListRead, words: Words) -> None:
    """Which column is what, in a line, with the way to change it."""
    with card("import_columns"):
        html(
            "<h2>{title}</h2>",
            title=words("2. Deze kolommen kennen we") if is_kept else words("2. Welke kolom is wat?"),
        )
        if is_kept:
            text = words("De kop is dezelfde als van een eerdere lijst, dus we weten welke kolom wat is.")
            html("<p>{text}</p>", text=text)
        named = importing.labels(said.kind, said.own, words)
        pairs = [f"{heading} → {named[name]}" for name, heading in said.columns.items()]
        html('<p class="sub">{text}</p>', text=" · ".join(pairs))
        with st.container(horizontal=True, gap="small"):
            if st.button(words("Wijzig de kolommen"), type="tertiary", icon=":material/edit:", key=key("change")):
                state()["change_map"] = True
                st.rerun()
            take_map(said, found, words)


def take_map(said: ImportMap, found: ListRead, words: Words) -> None:
    """The map as a small text, to keep or to use with the command line."""
    st.download_button(
        words("Neem deze indeling mee"), importing.as_text(said, found.heads), "kolommen.toml", "text/plain",
        type="tertiary", icon=":material/download:", on_click="ignore", key=key("take_map"),
    )  # fmt: skip


def _columns(found: ListRead, said: ImportMap, words: Words) -> dict[str, str]:
    """Per column what it is, beginning with what its heading says; two columns can't be the same."""
    fields = importing.labels(said.kind, said.own, words)
    fields.pop("own")
    by_heading = {heading: name for name, heading in said.columns.items()}
    chosen: dict[str, str] = {}
    twice: list[str] = []
    with st.grid(3, min_column_width=230):
        for place, heading in enumerate(found.heads):
            with st.container(gap="xxsmall"):
                name = _column(found, place, heading, by_heading.get(heading), said.kind, fields, words)
            if name in chosen:
                twice.append(fields[name])
            elif name:
                chosen[name] = heading
    if twice:
        text = words("Twee kolommen zijn {names}. We nemen de eerste.", names=", ".join(twice))
        html('<p class="down">{text}</p>', text=text)
    return chosen


def _column(
    found: ListRead, place: int, heading: str, begun: str | None, kind: str, fields: Mapping[str, str], words: Words
) -> str | None:
    examples = ", ".join(masked(one)[:30] for one in found.examples(heading, PICTURED)) or words("leeg")
    if importing.never(heading):
        html("<p><b>{heading}</b></p><p class='sub'>{text}</p>", heading=heading,
             text=words("Dit bewaren we nooit van een persoon. De kolom blijft buiten."))  # fmt: skip
        return None
    if importing.about_consent(heading):
        html("<p><b>{heading}</b></p><p class='sub'>{text}</p>", heading=heading,
             text=words("Een 'ja' zonder bewijs is geen toestemming: die blijft onbekend."))  # fmt: skip
        return None
    names: list[str | None] = [None, *fields]
    picked = st.selectbox(
        plain(heading) or words("Kolom {n}", n=place + 1),
        names,
        index=names.index(begun),
        format_func=lambda one: words("Niet overnemen") if one is None else fields[one],
        key=key(f"column_{kind}_{place}"),
    )
    html('<p class="sub">{text}</p>', text=examples)
    return picked


def nothing_yet(words: Words) -> None:
    """What one can do here, before there is a list."""
    empty(
        "none",
        words("Er is nog geen lijst gekozen."),
        words("Een lijst hoeft niet netjes te zijn. Wij zoeken de kop, de namen, de nummers en de datums."),
    )
