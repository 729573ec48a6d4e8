"""Forms: one id per form that is open, what is wrong stands under its field, and nothing typed is lost."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from biebwijzer.access import new_id
from biebwijzer.desk.markup import bold, html
from biebwijzer.problems import BiebwijzerError, Problem
from biebwijzer.words import Words, mark

DAY = "DD-MM-YYYY"
# What a form remembers of itself, beside what is typed in it.
OWN = {"held", "problems", "saved", "seen", "known", "form", "save", "close", "closed", "own_asked", "overtaken", "put"}
OWN |= {"beside_part", "beside_seen", "named", "opened"}
# What is held nowhere but in its own field, and only as long as that is on the screen.
OWN |= {"member_number"}
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~:$&-])")


SAVE = "Ctrl+Enter"
# What opens a drawer or a small question over the page.
OPENERS = (
    *(
        "noteer",
        "add_consent",
        "add_contact",
        "add_link",
        "add_role",
        "begin_steps",
        "change_talk",
        "edit_activity",
        "edit_organisation",
        "edit_person",
        "edit_role",
        "later_asked",
        "new_own_field",
        "edit_own_field",
        "put_under",
    ),
    *("add_expectation", "add_introduction", "add_target", "edit_proposition", "new_proposition"),
)


def save_shortcut() -> str | None:
    """Ctrl+Enter for a form on the page itself, except while a drawer lies over it.

    A shortcut reaches every button that has it, so one in the drawer would also save what stands half typed below
    it. Within a field Ctrl+Enter always saves its own form.
    """
    opened = (key for key, pressed in st.session_state.items() if pressed and str(key).startswith(OPENERS))
    return None if any(opened) else SAVE


def plain(text: str) -> str:
    """A text somebody typed, for a label of Streamlit, so that no sign in it is read as markup."""
    return SPECIAL.sub(r"\\\1", text)


class Form:
    """One form as it stands open: every field has a key of its own, so that a fresh form begins empty.

    The id is also the id of the row it makes: saving twice, by a double click or a shaky line, makes one row.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.row_id: str = st.session_state.setdefault(f"form_{name}", new_id())

    def key(self, field: str) -> str:
        """The key of a field."""
        return f"{self.name}_{self.row_id}_{field}"

    @property
    def save_key(self) -> str:
        """The key of the button that saves: another one as soon as there is something else to save."""
        return self.key(f"save_{self.get('seen', 0)}")

    def once(self, save: Callable[..., None], *given: Any) -> Callable[[], None]:
        """What a button that saves does: nothing once the form was saved, or shows what a colleague left, since then.

        Ctrl+Enter in a field reaches the form and its button too, so that saving is asked twice. The second time would
        say what an empty form lacks, or write over what a colleague did before anybody saw it. Goes with `save_key`: a
        button of the same key would get the act of the next one.
        """
        drawn = self._standing

        def act() -> None:
            form = Form(self.name)
            if form._standing == drawn:
                save(*given)
                return
            # The browser did not know yet what was put in its fields, and sent what stood there before.
            for field, value in form.get("put", {}).items():
                form.keep(field, value)

        return act

    @property
    def _standing(self) -> tuple[str, Any]:
        return self.row_id, self.get("seen")

    def get(self, field: str, default: Any = None) -> Any:
        """What a field holds."""
        return st.session_state.get(self.key(field), default)

    def first(self, field: str, value: Any = None) -> Any:
        """What a field begins with: what was typed before the form was closed, else the value given.

        To hand to the widget itself. Put in the session beforehand it is sent to the browser once, and lost when
        somebody types elsewhere while the browser still fetches this field.
        """
        return self.get("held", {}).get(field, value)

    def place(self, field: str, options: Iterable[Any], value: Any = None) -> int | None:
        """Where among the options a choice begins; None when it begins with none of them."""
        first = self.first(field, value)
        return next((n for n, option in enumerate(options) if option == first), None)

    def remember(self, field: str, value: Any) -> None:
        """Let a field hold what it was when the form was opened, as long as nothing else was typed."""
        st.session_state.setdefault(self.key(field), self.first(field, value))

    def keep(self, field: str, value: Any) -> None:
        """Let a field hold a value from now on."""
        st.session_state[self.key(field)] = value

    def put(self, field: str, value: Any) -> None:
        """Let a field say something else than was typed in it, also when the form is opened again."""
        self.keep(field, value)
        for kept in ("held", "put"):
            self.keep(kept, {**self.get(kept, {}), field: value})

    def hold(self) -> None:
        """Hold on to what is typed: Streamlit forgets a field that is not on the screen for a while."""
        start = self.key("")
        typed = {
            key.removeprefix(start): st.session_state[key] for key in st.session_state if str(key).startswith(start)
        }
        self.keep(
            "held",
            {
                **self.get("held", {}),
                **{field: typed[field] for field in typed if field not in OWN and not field.startswith("save_")},
            },
        )

    def fresh(self) -> None:
        """Begin anew: an empty form with an id of its own."""
        st.session_state[f"form_{self.name}"] = new_id()

    @property
    def problems(self) -> list[Problem]:
        """What stood in the way when one last tried to save."""
        return list(self.get("problems", []))

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Keep everything typed and say what is wrong."""
        self.hold()
        self.keep("problems", list(problems))

    def attempt(self, problems: Iterable[Problem], save: Callable[[], None]) -> bool:
        """Save when nothing stands in the way; whatever was refused on the way is said in the form."""
        found = list(problems)
        if not found:
            try:
                save()
            except BiebwijzerError as refused:
                found = [Problem("form", refused.word, refused.values)]
        if found:
            self.refuse(found)
        return not found


def problem_under(field: str, problems: Iterable[Problem], words: Words) -> None:
    """What is wrong with a field, in bold, and then what to do; nothing when nothing is."""
    for problem in problems:
        if problem.field == field:
            html('<p class="down" role="alert">{text}</p>', text=bold(words(problem.word, **problem.values)))


def warning_under(field: str, warnings: Iterable[Problem], words: Words) -> None:
    """What one had better think about; it keeps nobody from saving."""
    for warning in warnings:
        if warning.field == field:
            html(
                '<p><span class="pill orange">{sign}</span> {text}</p>',
                sign=words("Let op"),
                text=words(warning.word, **warning.values),
            )


def problem_count(problems: Iterable[Problem], words: Words) -> None:
    """Below a form that was refused: how much there is to mend, for who does not see the fields."""
    found = [problem for problem in problems if problem.field != "form"]
    if found:
        said = words.plural(
            mark("Nog niet bewaard: 1 veld vraagt aandacht."),
            mark("Nog niet bewaard: {n} velden vragen aandacht."),
            n=len(found),
        )
        html('<p class="down" role="status">{said}</p>', said=said)
    problem_under("form", problems, words)


def save_or_close(
    form: Form, words: Words, save: tuple[Any, ...], close: tuple[Any, ...], label: str | None = None
) -> None:
    """The foot of a drawer: save what is typed, or close it; both are an act with what is given to it."""
    with st.container(horizontal=True, gap="small"):
        st.form_submit_button(
            label or words("Bewaar"), type="primary", shortcut=SAVE, key=form.save_key, on_click=form.once(*save)
        )
        st.form_submit_button(
            words("Sluit"), shortcut="Escape", key=form.key("close"), on_click=close[0], args=close[1:]
        )
