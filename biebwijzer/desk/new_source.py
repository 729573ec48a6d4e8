"""Nieuwe bron: a file no source fits is recognised, asked about and described once; then it is looked at."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, refusal
from biebwijzer.desk.deliveries import rhythm
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import card, table
from biebwijzer.desk.markup import html, joined, markup
from biebwijzer.desk.new_columns import columns_mapped, tables_offered, values_mapped
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.source_text import hand_in_text, text_to_read
from biebwijzer.desk.uploading import KINDS, deliver_link, hand_over, library_box
from biebwijzer.problems import BiebwijzerError, Problem
from biebwijzer.words import Words, mark

TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "json", "zip"]
FIRST_ROWS, MOST_COLUMNS = 4, 8
NEW = "nieuw"
CHOICES = {
    "dates:day": mark("eerst de dag"),
    "dates:month": mark("eerst de maand"),
    "missing:empty": mark("niet ingevuld"),
    "missing:suppressed": mark("afgeschermd"),
    "missing:unknown": mark("onbekend"),
    "header:geen": mark("er zijn geen kolomnamen"),
    "widths:weiger": mark("weiger die rijen"),
    "widths:bewaar": mark("bewaar ze zoals ze zijn"),
    "merged:vul": mark("ja, vul ze alle"),
    "merged:leeg": mark("nee, de rest is leeg"),
    "ja": mark("ja"),
    "nee": mark("nee"),
    "geen": mark("geen"),
    "duizendtallen": mark("duizendtallen"),
    "decimalen": mark("decimalen"),
}


def new_source_link(words: Words) -> None:
    """The way to describe a file no source fits."""
    deliver_link(words("Geen bron past: beschrijf een nieuw bestand"), NEW)


def describe_file(workspace: Workspace) -> None:
    """From a file to a source: what was recognised, what one must say, what fills which column."""
    words = workspace.words
    refusal()
    with st.container(border=True, key="card_new_file"):
        file = st.file_uploader(words("Bestand"), type=TYPES, key="new_file", max_upload_size=50)
    if file is None:
        st.session_state.pop("new_answers", None)
        st.session_state.pop("new_asked", None)
        hand_in_text(workspace)
        return
    found = recognised(file, words)
    if found is None:
        return
    known = [one for one in intake.deliverable(workspace) if one in intake.fitting([one], file.name, found.heads)]
    for one in known[:2]:
        html("<p>{text}</p>", text=words("Dit bestand past bij een bron die er al is."))
        deliver_link(words("Lever het aan bij {source}", source=words.either(one.title)), one.source_id)
    seen_so_far(found, words)
    questions(found, words)
    if found.questions:
        html(
            '<p class="sub">{text}</p>',
            text=words("Beantwoord eerst de vragen. Dan kies je wat er in het bestand staat."),
        )
        return
    describe(workspace, found, file)


def recognised(file: Any, words: Words) -> intake.Recognised | None:
    """What the file holds with the answers given so far; why not, when it can't be read."""
    answers = dict(st.session_state.get("new_answers", {}))
    asked = (file.file_id, tuple(sorted(answers.items())))
    kept = st.session_state.get("new_found")
    if kept and kept[0] == asked:
        return kept[1]
    try:
        found = intake.recognise_bytes(file.getvalue(), file.name, answers)
    except BiebwijzerError as refused:
        html('<p class="down" role="alert"><b>{text}</b></p>', text=words(refused.word, **refused.values))
        again(words)
        return None
    for question in found.questions:
        st.session_state.setdefault("new_asked", {})[question.key] = question
    st.session_state["new_found"] = (asked, found)
    return found


def again(words: Words) -> None:
    """Begin again with the answers, when an answer made the file unreadable."""
    if st.session_state.get("new_answers") and st.button(words("Geef andere antwoorden"), key="other_answers"):
        del st.session_state["new_answers"]
        st.rerun()


def seen_so_far(found: intake.Recognised, words: Words) -> None:
    """How the file is written, its first rows, and what one should know of it."""
    with card("recognised"):
        html(
            "<h2>{title}</h2><p class='sub'>{text}</p>",
            title=words("Zo lezen we het bestand"),
            text=written(found, words),
        )
        if found.table is None:
            return
        heads = found.heads[:MOST_COLUMNS]
        first = found.table.rows[:FIRST_ROWS]
        rows = [[words.number(one.line), *map(short, one.cells[: len(heads)])] for one in first]
        table([words("Regel"), *heads], rows, caption=words("De eerste rijen van het bestand"))
        more = len(found.heads) - len(heads)
        if more > 0:
            html('<p class="sub">{text}</p>', text=words.plural("Nog {n} kolom.", "Nog {n} kolommen.", more))
        for remark in found.remarks:
            html('<p class="sub">{text}</p>', text=words(remark.word, **remark.values))


def short(cell: str) -> str:
    """As much of a cell as fits a small table."""
    return cell if len(cell) <= 40 else cell[:39] + "…"


def written(found: intake.Recognised, words: Words) -> str:
    """How a file is written, in a sentence."""
    parts = []
    if found.encoding:
        shown = {"\t": "tab", "": "–"}.get(found.dialect.shown, found.dialect.shown)
        parts.append(
            words("Tekenset {encoding}, scheidingsteken {separator}.", encoding=found.encoding, separator=shown)
        )
    if found.part:
        parts.append(words("Tabblad {sheet}.", sheet=found.part))
    if found.table:
        line = found.table.heading.line
        parts.append(words("Kolomnamen op regel {row}.", row=line) if line else words("Geen kolomnamen."))
        parts.append(words.plural("{n} rij.", "{n} rijen.", len(found.table.rows)))
        if misfits := len(found.table.refused):
            parts.append(
                words.plural("{n} rij past niet en blijft apart.", "{n} rijen passen niet en blijven apart.", misfits)
            )
    return " ".join(parts)


def questions(found: intake.Recognised, words: Words) -> None:
    """Every question asked so far, with what was answered; another answer is taken at once."""
    asked: dict[str, intake.Question] = st.session_state.get("new_asked", {})
    if not asked:
        return
    with card("questions"):
        html("<h2>{title}</h2>", title=words("Dit weten wij niet zeker"))
        for key, question in asked.items():
            one_question(key, question, words)


def one_question(key: str, question: intake.Question, words: Words) -> None:
    """One question with its choices."""
    answers = st.session_state.get("new_answers", {})
    sentence = words(question.word, **question.values)
    if not question.choices:
        html("<p>{text}</p>", text=sentence)
        return
    st.radio(
        plain(sentence),
        question.choices,
        index=question.choices.index(answers[key]) if answers.get(key) in question.choices else None,
        format_func=lambda choice: choice_name(question, choice, words),
        key=f"answer_{key}",
        on_change=answered,
        args=(key,),
        horizontal=len(question.choices) < 4,
    )


def answered(key: str) -> None:
    """Keep an answer."""
    st.session_state.setdefault("new_answers", {})[key] = st.session_state[f"answer_{key}"]


def choice_name(question: intake.Question, choice: str, words: Words) -> str:
    """What a choice says."""
    about = question.key.partition(":")[0]
    if about == "decimal":
        sign = next((one for one in str(question.values.get("example", "")) if one in ".,"), ",")
        return words("decimalen") if choice == sign else words("duizendtallen")
    if about == "header" and choice != "geen":
        return words("regel {row}", row=choice)
    known = CHOICES.get(f"{about}:{choice}") or CHOICES.get(choice)
    return words(known) if known else plain(choice)


def describe(workspace: Workspace, found: intake.Recognised, file: Any) -> None:
    """What the file delivers, what fills which column, what it is called; then keep it and look at the file."""
    words = workspace.words
    with card("describe"):
        html("<h2>{title}</h2>", title=words("Wat staat er in dit bestand?"))
        offered = tables_offered(workspace, found)
        delivers = st.selectbox(
            words("Het bestand levert"), list(offered), format_func=lambda one: offered[one], key="delivers"
        )
        if delivers is None:
            return
        renews = version_of(workspace, delivers, words)
        mapped = columns_mapped(workspace, found, delivers, renews)
        values = values_mapped(workspace, found, delivers, mapped.headings)
        title, english = names(renews, offered[delivers], words)
        how_often = st.selectbox(words("Hoe vaak komt dit bestand?"), list(intake.RHYTHMS), index=2, key="refresh",
                                 format_func=lambda one: rhythm(one, words))  # fmt: skip
        kind = st.radio(
            words("Wat doet een latere levering?"), list(KINDS), format_func=lambda one: words(KINDS[one]), key="kind"
        )
    draft = intake.SourceDraft(
        delivers,
        title,
        english,
        kind,
        how_often,
        mapped.headings,
        mapped.constants,
        values,
        mapped.measure,
        mapped.months,
        mapped.meters,
        mapped.parts,
        mapped.each,
        mapped.added,
        mapped.gaps,
    )
    stands = [
        *intake.describe_problems(draft),
        *(Problem(one, word) for one, word in mapped.unsaid.items()),
    ]
    if stands:
        still_to_do(stands, delivers, words)
    else:
        keep(workspace, draft, found, file, renews)


def still_to_do(stands: Sequence[Problem], delivers: str, words: Words) -> None:
    """What one has not said yet, as a list and not as faults: nobody did anything wrong so far."""
    with st.container(border=True, key="card_still_to_do"):
        html("<h2>{title}</h2>", title=words("Nog te doen"))
        lines = joined(markup("<li>{text}</li>", text=markup_of(one, delivers, words)) for one in stands)
        html('<ul class="sub">{lines}</ul>', lines=lines)


def markup_of(problem: Any, delivers: str, words: Words) -> Any:
    """A problem with the column it is about."""
    text = words(problem.word, **problem.values).replace("**", "")
    return markup("<b>{field}</b> {text}", field=intake.column_label(delivers, problem.field, words), text=text)


def version_of(workspace: Workspace, delivers: str, words: Words) -> intake.Source | None:
    """The source this is the next version of, when staff made one that delivers the same.

    One that chooses between sums is changed as text: this form would let go of how.
    """
    own = {one.source_id: one for one in intake.own_sources(workspace.stores)
           if one.delivers == delivers and one in intake.deliverable(workspace)
           and not any(column.sums and not column.is_one_sum for column in one.fields)}  # fmt: skip
    if not own:
        return None
    picked = st.selectbox(
        words("Nieuw, of een andere opmaak van"),
        [None, *own],
        format_func=lambda one: words("een nieuwe bron") if one is None else words.either(own[one].title),
        key="renews",
    )
    return own.get(picked) if picked else None


def names(renews: intake.Source | None, offered: str, words: Words) -> tuple[str, str]:
    """What the source is called in both languages."""
    if renews is not None:
        return renews.title["nl"], renews.title["en"]
    title = st.text_input(words("Naam van de bron"), key="title_nl", max_chars=60, placeholder=offered)
    english = st.text_input(words("Naam in het Engels"), key="title_en", max_chars=60)
    return title, english


def keep(
    workspace: Workspace, draft: intake.SourceDraft, found: intake.Recognised, file: Any, renews: intake.Source | None
) -> None:
    """The text that will be kept, and the button that keeps it and hands the file over."""
    words = workspace.words
    text = intake.written_source(draft, found, file.name)
    source_id = renews.source_id if renews else intake.free_name(workspace.stores, draft.title_nl)
    text_to_read(workspace, source_id, text)
    try:
        made = intake.from_text(source_id, text)
    except BiebwijzerError as refused:
        html('<p class="down" role="alert">{text}</p>', text=words(refused.word, **refused.values))
        return
    library = library_box(workspace, made)
    ready = library is not None or not intake.asks_library(workspace, made)
    if st.button(words("Bewaar de bron en kijk het bestand na"), type="primary", disabled=not ready, key="keep_source"):
        try:
            saved = intake.keep_source(workspace_now("intake.deliver"), source_id, text)
        except BiebwijzerError as refused:
            st.session_state["intake_refused"] = words(refused.word, **refused.values)
            st.rerun()
        acted(words("Bron **{title}** is bewaard.", title=words.either(made.title)), ("undo", str(saved.audit_id)))
        for key in ("new_answers", "new_asked", "new_found"):
            st.session_state.pop(key, None)
        st.query_params.clear()
        hand_over(workspace, made, file, library)
