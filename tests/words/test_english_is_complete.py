"""The house speaks two languages: this is the test that says which text has no English yet."""

from biebwijzer.settings import ROOT
from biebwijzer.words.checking import check


def test_every_text_a_person_reads_has_its_english():
    assert "\n".join(map(str, check(ROOT))) == ""
