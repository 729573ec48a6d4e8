"""Filters that live in the address: explicit dates and ids, checked against what there is and who asks."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.errors import StreamlitAPIException

from biebwijzer.access import Workspace
from biebwijzer.desk.frame import words_here

# Two of these fit beside each other on a phone.
WIDTH = 171
# The names of the lists that were drawn in this tab.
DRAWN = "filters_drawn"
T = TypeVar("T")


@dataclass(frozen=True)
class Period:
    """The first and the last month one looks at."""

    since: date
    until: date


def months_between(first: date, last: date) -> list[date]:
    """The first day of every month from the first until the last."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def month_in(text: str | None, months: Sequence[date]) -> date | None:
    """The month an address names, when it is one of these."""
    try:
        found = date.fromisoformat(text or "").replace(day=1)
    except ValueError:
        return None
    return found if found in months else None


def period_filter(first: date, last: date, months: int = 36) -> Period:
    """Two months, `?vanaf=2022-04-01&tot=2025-03-01`; by default the last ones. A wrong one is dropped and said."""
    words, choices = words_here(), months_between(first, last)
    begin = _from_address("vanaf", choices, choices[-months] if len(choices) > months else choices[0])
    end = _from_address("tot", choices, choices[-1])
    since = _month_box(
        "vanaf", words("Vanaf"), choices, begin, lambda one: words("Vanaf {month}", month=words.month(one))
    )
    until = _month_box(
        "tot", words("Tot en met"), choices, end, lambda one: words("Tot en met {month}", month=words.month(one))
    )
    if since > until:
        dropped(words("Het begin ligt na het eind. Je ziet alleen {month}.", month=words.month(until)))
        since = until
    return Period(since, until)


def _from_address(name: str, choices: Sequence[date], default: date) -> date:
    text = st.query_params.get(name)
    if text is None:
        return default
    found = month_in(text, choices)
    if found is None:
        del st.query_params[name]
        words = words_here()
        dropped(words("Die maand is er niet. Je ziet nu de gewone periode."))
        return default
    return found


def _month_box(name: str, label: str, choices: Sequence[date], asked: date, told: Callable[[date], str]) -> date:
    picked = _one_of(name, label, choices, asked, told)
    # Explicit in the address from the first moment, so that the link one copies shows the same next year.
    st.query_params[name] = picked.isoformat()
    return picked


def _one_of(name: str, label: str, options: Sequence[T], asked: T, told: Callable[[T], str], width: int = WIDTH) -> T:
    """A list of which one is chosen, without a label of its own."""
    st.session_state.setdefault(DRAWN, set()).add(name)
    return st.selectbox(
        label,
        options,
        index=options.index(asked),
        format_func=told,
        key=name,
        label_visibility="collapsed",
        width=width,
    )


def say_again() -> None:
    """Let every filter show its choice anew: the browser keeps its text, in the language it was chosen in."""
    for name in st.session_state.get(DRAWN, ()):
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]


def stand_filter(name: str, label: str, months: Sequence[date], default: date, told: Callable[[date], str]) -> date:
    """One of these months, by its last day, `?stand=2026-10-31`. A wrong one is dropped and said."""
    words, text = words_here(), st.query_params.get(name)
    asked = default if text is None else month_in(text, months)
    if asked is None:
        del st.query_params[name]
        dropped(words("Die datum is er niet. Je ziet nu: {told}.", told=told(default)))
        asked = default
    picked = _one_of(name, label, months, asked, told)
    st.query_params[name] = picked.replace(day=monthrange(picked.year, picked.month)[1]).isoformat()
    return picked


def choice_filter(name: str, label: str, choices: Mapping[str, str], default: str) -> str:
    """One of a few beside each other, `?wie=leden`; a wrong one is dropped and said."""
    words, text = words_here(), st.query_params.get(name, default)
    if text not in choices:
        del st.query_params[name]
        dropped(words("Die keuze is er niet. Je ziet nu: {told}.", told=choices[default]))
        text = default
    picked = st.segmented_control(
        label,
        list(choices),
        default=text,
        format_func=lambda one: choices[one],
        required=True,
        key=name,
        label_visibility="collapsed",
    )
    st.query_params[name] = picked or default
    return picked or default


def option_filter(name: str, label: str, choices: Mapping[str, str], default: str, width: int = WIDTH) -> str:
    """One of many in a list; in the address stands its code, never the word or the name on the screen."""
    words, text = words_here(), st.query_params.get(name, default)
    if text not in choices:
        del st.query_params[name]
        dropped(words("Die keuze is er niet. Je ziet nu: {told}.", told=choices[default]))
        text = default
    picked = _one_of(name, label, list(choices), text, choices.__getitem__, width)
    if picked == default:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = picked
    return picked


def branch_filter(workspace: Workspace, branches: Mapping[str, str]) -> str | None:
    """One branch or all, `?vestiging=city`; a branch of somebody else's library is dropped."""
    words = workspace.words
    asked = st.query_params.get("vestiging")
    if asked is not None and asked not in branches:
        del st.query_params["vestiging"]
        asked = None
        dropped(words("Die vestiging is er niet. Je ziet nu alle vestigingen."))
    # Nothing chosen is a choice of its own: none at all Streamlit would show as an empty box.
    told = {"": words.plural("Alle {n} vestigingen", "Alle {n} vestigingen", len(branches)), **branches}
    picked = _one_of("vestiging", words("Vestiging"), list(told), asked or "", told.__getitem__)
    if picked:
        st.query_params["vestiging"] = picked
    else:
        st.query_params.pop("vestiging", None)
    return picked or None


def number_filter(name: str, label: str, choices: Sequence[int], default: int, told: Callable[[int], str]) -> int:
    """One of a few numbers, such as a base year, under its own name in the address."""
    text = st.query_params.get(name, "")
    asked = int(text) if text.isdigit() and int(text) in choices else default
    picked = _one_of(name, label, choices, asked, told)
    st.query_params[name] = str(picked)
    return picked


def query_here() -> str:
    """What stands behind the question mark in the browser; Streamlit's own url of the page leaves it out."""
    return urlencode([(name, value) for name in st.query_params for value in st.query_params.get_all(name)])


def say_address() -> None:
    """Give the browser the address of what it shows: a link within the same page leaves it as it was.

    One part that is ours takes the whole address along; what is bound to a field Streamlit says itself, and refuses
    to have said for it.
    """
    if not len(st.query_params):
        st.query_params.clear()
    for name in list(st.query_params):
        try:
            st.query_params[name] = st.query_params.get_all(name)
        except StreamlitAPIException:
            continue
        return


def dropped(sentence: str) -> None:
    """A quiet note that something in the address could not be used."""
    st.caption(sentence)
