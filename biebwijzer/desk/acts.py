"""What was last done with a delivery stands at the bottom, with the way back; long work shows how far it is."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.markup import bold, html
from biebwijzer.desk.page import workspace_now
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words

ACTED = "intake_act"
REFUSED = "intake_refused"
PERMISSION = "intake.deliver"
Done = TypeVar("Done")


def acted(sentence: str, way_back: tuple[str, str] | None = None) -> None:
    """Remember what was just done; `way_back` names an act that takes it back and what it is about."""
    st.session_state[ACTED] = (sentence, way_back)
    st.session_state.pop(REFUSED, None)


def attempt(workspace: Workspace, act: Callable[[Workspace, intake.Progress], Done]) -> Done | None:
    """Do something that may take a while, as whoever is there at this moment; a refusal is kept to be read."""
    words = workspace.words
    bar = st.progress(0, text=words("Even geduld"))

    def progress(told: intake.Told) -> None:
        bar.progress(told.percent, text=how_far(told, words))

    try:
        return act(workspace_now(PERMISSION), progress)
    except BiebwijzerError as refused:
        st.session_state[REFUSED] = words(refused.word, **refused.values)
        return None
    finally:
        bar.empty()


def how_far(told: intake.Told, words: Words) -> str:
    """The step a loader works on, and how many rows it has had."""
    if told.rows is None:
        return words("{step}: {percent}%", step=words(told.step), percent=told.percent)
    counts = {"done": words.number(told.done or 0), "rows": words.number(told.rows)}
    return words("{step}: {done} van {rows} rijen", step=words(told.step), **counts)


def refusal() -> None:
    """Why the last act was refused, once."""
    sentence = st.session_state.pop(REFUSED, None)
    if sentence:
        html('<p class="down" role="alert"><b>{sentence}</b></p>', sentence=sentence)


def acts_bar(workspace: Workspace) -> None:
    """What was last done, and the one act that takes it back."""
    last = st.session_state.get(ACTED)
    if last is None:
        return
    sentence, way_back = last
    words = workspace.words
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="acts_bar"):
        with st.container(width="stretch"):
            html('<p role="status">{sentence}</p>', sentence=bold(sentence))
        if way_back and st.button(words("Maak ongedaan"), type="tertiary", icon=":material/undo:", key="way_back"):
            take_back(workspace, *way_back)
            st.rerun()


def take_back(workspace: Workspace, act: str, subject: str) -> None:
    """Take back what was last done."""
    words = workspace.words
    done: Any = attempt(workspace, lambda at_work, progress: _undone(at_work, act, subject, progress))
    if done is not None:
        acted(words("Ongedaan gemaakt. Alles telt weer zoals daarvoor."), done or None)


def _undone(at_work: Workspace, act: str, subject: str, progress: intake.Progress) -> tuple[str, str] | tuple[()]:
    if act == "undo":
        at_work.undo(subject, PERMISSION)
        return ()
    if act == "revive_rule":
        intake.revive_rule(at_work, subject)
        return ()
    if act == "restore":
        intake.restore(at_work, subject, progress)
        return "roll_back", subject
    intake.roll_back(at_work, subject)
    return "restore", subject
