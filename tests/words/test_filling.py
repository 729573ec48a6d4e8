"""What a text promises about its placeholders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.problems import ContractBroken
from biebwijzer.words import Part, Words
from biebwijzer.words.filling import fill, placeholders

NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
PLAIN = st.text(st.characters(exclude_characters="{}"), max_size=20)


@given(st.text(), NAMES)
def test_a_value_is_taken_as_it_is_whatever_it_looks_like(value, name):
    assert fill(f"voor {{{name}}} na", {name: value}) == f"voor {value} na"


@given(st.lists(st.tuples(PLAIN, NAMES), max_size=6), st.data())
def test_every_name_gets_its_own_value(parts, data):
    values = {name: data.draw(st.text(max_size=10)) for _, name in parts}
    text = "".join(f"{plain}{{{name}}}" for plain, name in parts)

    assert fill(text, values) == "".join(plain + values[name] for plain, name in parts)
    assert placeholders(text) == set(values)


@given(st.text())
def test_a_text_with_its_braces_doubled_comes_out_as_it_was(text):
    doubled = text.replace("{", "{{").replace("}", "}}")

    assert fill(doubled, {}) == text
    assert placeholders(doubled) == set()


@given(st.lists(st.sampled_from(["{naam}", "{{", "}}", "{", "}", "{n!r}", "een ", "{0}"])).map("".join))
def test_a_text_is_filled_as_python_would_or_refused_with_the_text_itself(text):
    values = {"naam": "{Noor}"}

    try:
        filled = fill(text, values)
    except ValueError as error:
        filled = str(error)

    assert filled.startswith(f"text {text!r} can't be filled") or filled == text.format_map(values)


def test_a_name_that_is_not_given_is_told_to_the_developer():
    with pytest.raises(LookupError, match=r"'Hallo \{naam\}' needs \{naam\}; got nam, name"):
        fill("Hallo {naam}", {"nam": "Noor", "name": "Noor"})


@pytest.mark.parametrize("text", ["{}", "{0}", "{n:.1f}", "{n!r}", "{person.name}", "{rows[0]}", "open {", "dicht }"])
def test_a_placeholder_that_is_not_a_plain_name_is_refused(text):
    with pytest.raises(ValueError, match="can't be filled"):
        fill(text, {"n": 1, "person": "Noor", "rows": "x", "0": "x"})


def test_two_meanings_of_one_word_are_told_apart_and_shown_as_one():
    assert Words("nl")("Stand|peildatum") == Words("nl")("Stand") == "Stand"
    assert (Words("en")("Stand|peildatum"), Words("en")("Stand")) == ("Reference date", "Status")


def test_a_text_within_a_text_is_said_in_the_same_language():
    problem = Part("er is geen tabel {table}", {"table": "usage.x"})

    assert Words("nl")("Bron {source}: {problem}.", source="x", problem=problem) == "Bron x: er is geen tabel usage.x."
    assert Words("en")("Bron {source}: {problem}.", source="x", problem=problem) == (
        "Source x: there is no table usage.x."
    )
    assert str(ContractBroken("Bron {source}: {problem}.", source="x", problem=problem)).startswith("Bron x: er is")
