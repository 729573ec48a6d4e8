"""What Words promises about texts in two languages."""

import pickle

import pytest

from biebwijzer.words import Words, mark

NL = Words("nl")
USAGE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Bereik in {place}"
msgstr "Reach in {place}"

msgid "{n} rij van {file}"
msgid_plural "{n} rijen van {file}"
msgstr[0] "{n} row of {file}"
msgstr[1] "{n} rows of {file}"

msgid "Nog niet vertaald"
msgstr ""

#, fuzzy
msgid "Twijfel"
msgstr "Certainty"

msgid "één lid"
msgstr "one member"

msgid "{n} leden"
msgstr "{n} members"
"""
DESK = """
msgid "Bewaar"
msgstr "Save"
"""


@pytest.fixture
def en(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en/usage.po").write_text(USAGE, encoding="utf-8")
    (tmp_path / "en/desk.po").write_text(DESK, encoding="utf-8")
    return Words("en", tmp_path)


def test_a_text_is_said_in_the_language_of_its_reader(en):
    assert NL("Bereik in {place}", place="Woerden") == "Bereik in Woerden"
    assert en("Bereik in {place}", place="Woerden") == "Reach in Woerden"


def test_the_catalogues_of_all_rooms_speak_together(en):
    assert en("Bewaar") == "Save"


@pytest.mark.parametrize("text", ["Nog niet vertaald", "Twijfel", "Nergens bekend", ""])
def test_a_text_without_sure_english_stays_dutch(en, text):
    assert en(text) == text


def test_a_value_may_carry_the_name_of_any_argument():
    assert NL("{self} {text} {one}", self="a", text="b", one="c") == "a b c"


def test_a_value_that_looks_like_a_placeholder_is_left_alone(en):
    assert en("Bereik in {place}", place="{n} {{x}}") == "Reach in {n} {{x}}"


@pytest.mark.parametrize(
    ("n", "dutch", "english"),
    [
        (0, "0 rijen van a.csv", "0 rows of a.csv"),
        (1, "1 rij van a.csv", "1 row of a.csv"),
        (8050, "8.050 rijen van a.csv", "8,050 rows of a.csv"),
        (None, "– rijen van a.csv", "– rows of a.csv"),
    ],
)
def test_a_count_brings_its_own_form_and_number(en, n, dutch, english):
    texts = "{n} rij van {file}", "{n} rijen van {file}"

    assert NL.plural(*texts, n, file="a.csv") == dutch
    assert en.plural(*texts, n, file="a.csv") == english


def test_singular_and_plural_that_were_marked_apart_are_found_apart(en):
    one, many = mark("één lid"), mark("{n} leden")

    assert [en.plural(one, many, n) for n in (1, 2)] == ["one member", "2 members"]


def test_the_rule_for_plurals_is_the_catalogues_own(tmp_path):
    (tmp_path / "en").mkdir()
    french_rule = USAGE.replace("plural=(n != 1)", "plural=(n > 1)")
    (tmp_path / "en/usage.po").write_text(french_rule, encoding="utf-8")

    said = Words("en", tmp_path).plural("{n} rij van {file}", "{n} rijen van {file}", 0, file="a.csv")

    assert said == "0 row of a.csv"


def test_a_header_is_read_in_the_readers_language_and_else_in_dutch(en):
    both = {"nl": "Bereikte inwoners", "en": "Residents reached"}

    assert (NL.either(both), en.either(both)) == ("Bereikte inwoners", "Residents reached")
    assert en.either({"nl": "Alleen hier"}) == "Alleen hier"


def test_words_of_one_language_are_one_and_the_same_thing():
    assert Words("nl") == NL != Words("en")
    assert hash(Words("nl")) == hash(NL)
    assert pickle.loads(pickle.dumps(NL)) == NL


def test_a_language_we_do_not_speak_is_refused_at_once():
    with pytest.raises(ValueError, match="'fr' is unknown; expected nl or en"):
        Words("fr")


def test_a_marked_text_is_the_text_itself():
    assert mark("Kies met wie je sprak.") == "Kies met wie je sprak."
