"""The letters of an old encoding are never taken for other letters in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.recognising import recognise_bytes
from tests.examples import tried_on

pytestmark = pytest.mark.alike

WORDS = (
    "Zoë", "Jörg", "Müller", "café", "Daniël", "coördinatie", "één", "Súdwest-Fryslân", "crème brûlée", "naïef",
    "Ibáñez", "garçon", "Özdemir", "Çelik", "Bé", "señor",
)  # fmt: skip
PLACES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)


def table(words):
    lines = [f"{word};{n + 13}-04-2025;{n + 120}" for n, word in enumerate([*words, "Noord", "Zuid", "Oost"])]
    return "\r\n".join(["Vestiging;Datum;Bezoeken", *lines]) + "\r\n"


def first_cells(found):
    return [one.cells[0] for one in found.table.rows]


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
@tried_on(60)
@given(words=PLACES)
def test_letters_of_an_old_encoding_are_asked_about_not_read_as_others(encoding, words):
    found = recognise_bytes(table(words).encode(encoding), "a.csv", {})

    assert not found.certain or first_cells(found)[: len(words)] == words


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
@tried_on(60)
@given(words=PLACES)
def test_letters_of_windows_are_read_without_a_question(encoding, words):
    found = recognise_bytes(table(words).encode(encoding), "a.csv", {})

    assert found.certain and first_cells(found)[: len(words)] == words


@pytest.mark.parametrize("text", ["‘s avonds", "prijs £5", "ƒ 12,50", "„Top”", "foto’s – nieuw", "¿qué?", "5‰", "«ja»"])
def test_signs_of_windows_in_their_place_are_read_without_a_question(text):
    found = recognise_bytes(table([text]).encode("cp1252"), "a.csv", {})

    assert found.certain and first_cells(found)[0] == text
