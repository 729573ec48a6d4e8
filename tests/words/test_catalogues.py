"""What a catalogue promises: what was written is what is read."""

from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Message
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.words import Words, catalogues

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], include_characters="\n"), min_size=1)


@given(st.dictionaries(TEXTS, TEXTS | st.tuples(TEXTS, TEXTS), max_size=8))
def test_what_was_written_is_what_is_read(english):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "en" / "desk.po"
        ids = {dutch: dutch if isinstance(said, str) else (dutch, dutch) for dutch, said in english.items()}
        catalogues.write(path, [Message(ids[dutch], said) for dutch, said in english.items()])

        read = {dutch: catalogues.forms(message) for dutch, message in catalogues.by_dutch(path).items()}
        assert read == {dutch: (said,) if isinstance(said, str) else said for dutch, said in english.items()}


@given(st.permutations(["Bereik", "Zoek", "één", "{n} rij", "50% van"]))
def test_the_order_of_finding_leaves_no_trace(order):
    with TemporaryDirectory() as folder:
        written = []
        for name, texts in (("found", order), ("sorted", sorted(order))):
            path = Path(folder) / f"{name}.po"
            catalogues.write(path, [Message(text) for text in texts])
            written.append(path.read_bytes())

    assert written[0] == written[1]


def test_a_catalogue_is_read_once_and_shared_by_all_who_speak_english(tmp_path):
    catalogues.write(tmp_path / "en/desk.po", [Message("Bewaar", "Save")])
    assert Words("en", tmp_path)("Bewaar") == "Save"

    (tmp_path / "en/desk.po").unlink()

    assert Words("en", tmp_path)("Bewaar") == "Save"
