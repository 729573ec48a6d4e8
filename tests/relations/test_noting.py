"""Noting: what one types as in a notebook becomes a proposal, and no word of it is lost."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from biebwijzer.relations.days import day_ahead, days
from biebwijzer.relations.noting import lines, nothing_lost, read
from biebwijzer.words import Words

pytestmark = pytest.mark.alike

MONDAY = date(2026, 11, 23)
WORDS = st.sampled_from(  # one line of a notebook, shuffled
    [
        "12-11",
        "31-11",
        "3",
        "dec",
        "dinsdag",
        "gisteren",
        "Taalhuis",
        "gebeld",
        "met",
        "van",
        "de",
        ",",
        ".",
        ";",
        ":",
        "->",
        "over",
        "terugbellen",
        "dinsdag.",
        "volgende",
        "week",
        "mail",
        "gemaild",
        "ROC",
        "0348",
        "15.30",
        "3,5",
        "beloofd",
        "morgen",
        "'",
        '"',
        "-",
        "én",
        "99-99-9999",
        "over",
        "3",
        "weken",
        "op",
    ]
)


def test_a_line_from_a_notebook_becomes_whom_when_how_and_what_was_promised():
    noted = read("12-11 Taalhuis gebeld, data taalcafé doorgeven, terugbellen dinsdag", MONDAY)

    assert (noted.spoken_on, noted.channel, noted.with_whom) == (date(2026, 11, 12), "call", "Taalhuis")
    assert (noted.promise, noted.due_on) == ("data taalcafé doorgeven, terugbellen", date(2026, 11, 24))


def test_what_was_said_and_what_was_promised_are_two_things():
    noted = read("gisteren mail van gemeente Woerden: cijfers Q2 graag, sturen vóór vrijdag", MONDAY)

    assert (noted.spoken_on, noted.channel, noted.with_whom) == (date(2026, 11, 22), "mail", "gemeente Woerden")
    assert (noted.summary, noted.promise, noted.due_on) == ("cijfers Q2 graag", "sturen", date(2026, 11, 27))


def test_what_it_was_about_is_no_part_of_the_name_and_no_day_of_talking():
    noted = read("gebeld met het Taalhuis over 3 dec, folder sturen morgen", MONDAY)

    assert (noted.with_whom, noted.spoken_on, noted.summary) == ("het Taalhuis", MONDAY, "over 3 dec")


def test_a_line_that_only_promises_leaves_open_with_whom():
    noted = read("terugbellen dinsdag", MONDAY)

    assert (noted.with_whom, noted.promise, noted.due_on) == ("", "terugbellen", date(2026, 11, 24))


@pytest.mark.parametrize(
    ("text", "ahead", "expected"),
    [
        ("12-11", False, date(2026, 11, 12)),
        ("24-11", False, date(2025, 11, 24)),
        ("24-11", True, date(2026, 11, 24)),
        ("12-1", True, date(2027, 1, 12)),
        ("3 dec", True, date(2026, 12, 3)),
        ("3 december 2027", True, date(2027, 12, 3)),
        ("3-12-27", True, date(2027, 12, 3)),
        ("maandag", True, date(2026, 11, 30)),
        ("maandag", False, MONDAY),
        ("dinsdag", False, date(2026, 11, 17)),
        ("overmorgen", True, date(2026, 11, 25)),
        ("volgende week", True, date(2026, 11, 30)),
        ("volgende week donderdag", True, date(2026, 12, 3)),
        ("vorige week vrijdag", False, date(2026, 11, 20)),
        ("over twee weken", True, date(2026, 12, 7)),
        ("di 24 nov", True, date(2026, 11, 24)),
    ],
)
def test_days_are_read_as_one_writes_them(text, ahead, expected):
    assert [day.on for day in days(f"iets {text} meer", MONDAY, ahead)] == [expected]


@pytest.mark.parametrize("text", ["31-11", "30 feb", "groep 3-4x", "do it", "99-99", "12-11-10-9"])
def test_what_is_no_day_is_not_made_into_one(text):
    assert days(text, MONDAY, ahead=True) == []


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
@example("over 99 maanden bellen", date(2026, 11, 23))
def test_whatever_is_typed_is_read_without_fault_and_without_losing_a_word(text, today):
    for line in lines(text):
        noted = read(line, today)

        assert nothing_lost(noted)
        assert noted.summary and noted.spoken_on <= today
        assert noted.due_on is None or (noted.due_on >= today and noted.promise)


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ("di", date(2026, 12, 1)),
        ("Dinsdag", date(2026, 12, 1)),
        ("24-11", date(2026, 11, 24)),
        ("3 dec", date(2026, 12, 3)),
        ("uiterlijk 1-2-2027", date(2027, 2, 1)),
        ("volgende week", date(2026, 11, 30)),
        ("vandaag", date(2026, 11, 24)),
        ("31-11", None),
        ("als het past", None),
        (None, None),
    ],
)
def test_a_day_typed_as_a_short_answer_is_read_or_not_guessed(answer, day):
    assert day_ahead(answer, date(2026, 11, 24)) == day


@pytest.mark.parametrize(
    ("line", "whom", "spoken_on", "promise"),
    [
        (
            "12-11 called the Taalhuis, pass on language café dates, call back Tuesday",
            ("the Taalhuis", "call"),
            date(2026, 11, 12),
            ("pass on language café dates, call back", date(2026, 12, 1)),
        ),
        (
            "Called Proefschool yesterday about the reading hour, send prices by Friday",
            ("Proefschool", "call"),
            date(2026, 11, 23),
            ("send prices", date(2026, 11, 27)),
        ),
        (
            "mon visited De Ladder, in two weeks let know how many",
            ("De Ladder", "visit"),
            date(2026, 11, 23),
            ("let know how many", date(2026, 12, 8)),
        ),
        (
            "spoke with Proef Testpersoon, wants two groups; invite her the day after tomorrow",
            ("Proef Testpersoon", "other"),
            date(2026, 11, 24),
            ("invite her", date(2026, 11, 26)),
        ),
    ],
)
def test_a_line_in_english_is_read_as_well(line, whom, spoken_on, promise):
    noted = read(line, date(2026, 11, 24))

    assert (noted.with_whom, noted.channel) == whom
    assert (noted.spoken_on, (noted.promise, noted.due_on)) == (spoken_on, promise)
    assert nothing_lost(noted)


def test_the_example_on_the_screen_is_read_in_both_languages():
    dutch = "12-11 Taalhuis gebeld, data taalcafé doorgeven, terugbellen dinsdag"
    here, there = (read(Words(language)(dutch), date(2026, 11, 24)) for language in ("nl", "en"))

    assert here.text != there.text
    assert (here.spoken_on, here.channel, here.due_on) == (there.spoken_on, there.channel, there.due_on)
    assert here.promise and there.promise and "Taalhuis" in here.with_whom and "Taalhuis" in there.with_whom
