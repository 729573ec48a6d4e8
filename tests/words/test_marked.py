"""What finding texts in the code promises: each is found, and what can't be is told at its line."""

import pytest

from biebwijzer.words.marked import gather

PAGE = "pages/segments/reach.py"


def found(tmp_path):
    return [(text.room, text.text, text.many) for text in gather(tmp_path).texts]


def faults(tmp_path):
    return [str(fault) for fault in gather(tmp_path).faults]


@pytest.mark.parametrize(
    "code",
    [
        'words("Bewaar")',
        'workspace.words("Bewaar")',
        'self.workspace.words("Bewaar")',
        'words("Be" "waar")',
        'mark("Bewaar")',
        'words.mark("Bewaar")',
        'Problem("name", mark("Bewaar"))',
        "f\"{words('Bewaar')}\"",
        '@door(mark("Bewaar"))\nclass Page: pass',
    ],
)
def test_every_way_to_write_a_text_is_found(put, tmp_path, code):
    put(PAGE, code)

    assert (found(tmp_path), faults(tmp_path)) == ([("segments", "Bewaar", None)], [])


def test_singular_and_plural_are_one_text(put, tmp_path):
    put(PAGE, 'workspace.words.plural("{n} rij van {file}", "{n} rijen van {file}", count, file=name)')

    assert found(tmp_path) == [("segments", "{n} rij van {file}", "{n} rijen van {file}")]
    assert faults(tmp_path) == []


def test_both_sides_of_a_choice_are_found(put, tmp_path):
    put(PAGE, 'words("Open" if is_open else "Dicht")')

    assert found(tmp_path) == [("segments", "Open", None), ("segments", "Dicht", None)]


@pytest.mark.parametrize(
    ("file", "room"),
    [
        ("app.py", "desk"),
        ("pages/front.py", "desk"),
        ("biebwijzer/cli.py", "desk"),
        ("biebwijzer/access/workspace.py", "access"),
        ("biebwijzer/segments/rules/age.py", "segments"),
        (PAGE, "segments"),
    ],
)
def test_a_text_belongs_to_the_room_whose_folder_it_stands_in(put, tmp_path, file, room):
    put(file, 'mark("Bewaar")')

    assert found(tmp_path) == [(room, "Bewaar", None)]


def test_texts_of_tests_and_tools_are_left_alone(put, tmp_path):
    put("tests/segments/test_reach.py", 'words("Bewaar")')
    put("bench/asking.py", 'words("Bewaar")')

    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ('words(f"Hallo {naam}")', "an f-string can't be translated"),
        ('words("Hallo " + naam)', "not written out here"),
        ('words("")', "not written out here"),
        ("mark(label)", "not written out here"),
        ('words.plural(f"{n} rij", "{n} rijen", n)', "an f-string can't be translated"),
        ('words.plural("{n} rij", label, n)', "not written out here"),
        ('Problem("name", "Vul een naam in.")', "not marked: mark('Vul een naam in.')"),
        ('Problem("name", word=f"Vul {what} in.")', "an f-string can't be translated"),
        ('words("Hallo {naam}")', "asks for {naam}, the call does not give it"),
        ('words("Hallo", naam=naam)', "the call gives naam, the text does not ask for it"),
        ('words.plural("een rij", "{n} rijen van {file}", n)', "asks for {file}"),
        ('mark("Hallo {0}")', "a placeholder is a plain name"),
        ('words("Hallo {")', "can't be filled"),
        ("say = workspace.words", "call say words"),
        ("def title(w: Words): ...", "call w words"),
    ],
)
def test_a_text_that_can_not_be_translated_is_told_at_its_line(put, tmp_path, code, what):
    put(PAGE, f"\n\n{code}")

    (fault,) = faults(tmp_path)

    assert fault.startswith(f"{PAGE}:3: ")
    assert what in fault


@pytest.mark.parametrize(
    "code",
    [
        "words(problem.word, **problem.values)",
        "words(label)",
        "words(LABELS[status])",
        "words.plural(one, many, n)",
        'words("Hallo {naam}", **values)',
        "words = workspace.words",
        'Problem("name", word)',
        "text.split().plural('a', 'b')",
    ],
)
def test_a_text_that_was_marked_elsewhere_is_no_fault(put, tmp_path, code):
    put(PAGE, code)

    assert faults(tmp_path) == []
