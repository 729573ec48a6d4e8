"""The house speaks two languages: this is the test that says which text has no English yet."""

from biebwijzer.settings import ROOT
from biebwijzer.words.checking import check
from biebwijzer.words.gathering import over_the_limit


def test_no_text_is_wrong_in_english_and_no_more_are_without_it_than_was_agreed():
    assert "\n".join(map(str, over_the_limit(check(ROOT), ROOT))) == ""
