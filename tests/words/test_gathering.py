"""What gathering promises: no text on a screen without its English, and small diffs."""

PAGE = "pages/segments/reach.py"


def translate(path, **english):
    """Fills in the English of a catalogue, as a translator does."""
    text = path.read_text(encoding="utf-8")
    for dutch, translation in english.items():
        text = text.replace(f'msgid "{dutch}"\nmsgstr ""', f'msgid "{dutch}"\nmsgstr "{translation}"')
    path.write_text(text, encoding="utf-8")


def test_update_then_translate_then_all_is_well(put, told, tmp_path):
    put(PAGE, 'words("Wie missen we?")')

    assert told("--check") == ([f"{PAGE}:1: no English for 'Wie missen we?'"], 1)
    assert told("--update") == ([], 0)
    assert told("--check") == ([f"{PAGE}:1: no English for 'Wie missen we?'"], 1)

    translate(tmp_path / "locale/en/segments.po", **{"Wie missen we?": "Whom do we miss?"})

    assert told("--check") == ([], 0)


def test_an_update_keeps_english_and_what_its_translator_noted(put, told, tmp_path):
    catalogue = tmp_path / "locale/en/segments.po"
    put(PAGE, 'words("Bereikt")')
    told("--update")
    translate(catalogue, Bereikt="Reached")
    noted = catalogue.read_text(encoding="utf-8").replace("#:", "# not: hit\n#:")
    catalogue.write_text(noted, encoding="utf-8")

    put(PAGE, '"""Moved down."""\n\nwords("Bereikt")')

    assert told("--update") == ([], 0)
    assert catalogue.read_text(encoding="utf-8") == noted


def test_a_new_text_adds_its_own_lines_and_changes_no_other(put, told, tmp_path):
    catalogue = tmp_path / "locale/en/segments.po"
    put(PAGE, 'words("Bereikt")\nwords("Zoek " "een gemeente die wel heel erg lang is en dus niet op een regel past")')
    told("--update")
    before = catalogue.read_text(encoding="utf-8").splitlines()

    put("pages/segments/profile.py", 'words("Inwoners: 50% van {n}", n=n)')
    told("--update")
    after = catalogue.read_text(encoding="utf-8").splitlines()

    added = ["#: pages/segments/profile.py", 'msgid "Inwoners: 50% van {n}"', 'msgstr ""', ""]
    assert [line for line in after if line not in before] == added[:2]
    assert len(after) == len(before) + len(added)


def test_english_that_is_dropped_is_said_once_more(put, told, tmp_path):
    put(PAGE, 'words("Bereikt")')
    told("--update")
    translate(tmp_path / "locale/en/segments.po", Bereikt="Reached")

    put(PAGE, 'words("Bereik")')

    assert told("--update") == (["dropped from segments: 'Bereikt' was 'Reached'"], 0)
    assert told("--update") == ([], 0)


def test_a_room_without_texts_has_no_catalogue(put, told, tmp_path):
    put(PAGE, 'words("Bereikt")')
    told("--update")

    put(PAGE, "")
    told("--update")

    assert list((tmp_path / "locale/en").iterdir()) == []


def test_what_one_room_says_another_need_not_translate_again(put, told, tmp_path):
    put(PAGE, 'words("Bewaar")')
    told("--update")
    translate(tmp_path / "locale/en/segments.po", Bewaar="Save")

    put("pages/relations/people.py", 'words("Bewaar")')
    told("--update")

    assert told("--check") == ([], 0)


def test_a_text_is_said_one_way_in_all_rooms(put, told, tmp_path):
    put(PAGE, 'words("Bewaar")')
    put("pages/relations/people.py", 'words("Bewaar")')
    told("--update")
    translate(tmp_path / "locale/en/segments.po", Bewaar="Save")
    translate(tmp_path / "locale/en/relations.po", Bewaar="Keep")

    assert told("--check") == (["locale/en/segments.po:8: 'Bewaar' is 'Save' here and 'Keep' in another room"], 1)


def test_english_that_nobody_uses_is_told(put, told, tmp_path):
    put(PAGE, 'words("Bereikt")')
    told("--update")
    translate(tmp_path / "locale/en/segments.po", Bereikt="Reached")

    put(PAGE, "")

    assert told("--check") == (["locale/en/segments.po:8: nobody uses 'Bereikt'"], 1)


def test_placeholders_that_differ_are_told(put, told, tmp_path):
    put(PAGE, 'words("Bereik in {place}", place=place)')
    told("--update")
    translate(tmp_path / "locale/en/segments.po", **{"Bereik in {place}": "Reach in {plaats}"})

    (line,), code = told("--check")

    assert (line.startswith(f"{PAGE}:1: placeholders differ (plaats, place)"), code) == (True, 1)


def test_one_row_may_leave_its_number_out_but_many_may_not(put, told, tmp_path):
    catalogue = tmp_path / "locale/en/segments.po"
    put(PAGE, 'words.plural("{n} rij", "{n} rijen", n)')
    told("--update")
    empty = catalogue.read_text(encoding="utf-8")

    catalogue.write_text(empty.replace('[0] ""', '[0] "one row"').replace('[1] ""', '[1] "{n} rows"'), "utf-8")
    assert told("--check") == ([], 0)

    catalogue.write_text(empty.replace('[0] ""', '[0] "{n} row"').replace('[1] ""', '[1] "rows"'), "utf-8")
    assert told("--check")[1] == 1


def test_a_text_that_gets_a_plural_asks_for_its_english_again(put, told, tmp_path):
    catalogue = tmp_path / "locale/en/segments.po"
    put(PAGE, 'words("{n} rij", n=n)')
    told("--update")
    translate(catalogue, **{"{n} rij": "{n} row"})

    put(PAGE, 'words("{n} rij", n=n)\nwords.plural("{n} rij", "{n} rijen", n)')
    assert told("--check") == ([f"{PAGE}:2: the catalogue is behind on the plural of '{{n}} rij': run --update"], 1)

    told("--update")
    assert 'msgstr[0] "{n} row"\nmsgstr[1] ""' in catalogue.read_text(encoding="utf-8")
    assert told("--check") == ([f"{PAGE}:2: no English for '{{n}} rij'"], 1)


def test_one_singular_has_one_plural(put, told):
    put(PAGE, 'words.plural("{n} rij", "{n} rijen", n)\nwords.plural("{n} rij", "{n} regels", n)')

    assert f"{PAGE}:1: '{{n}} rij' has two plurals: '{{n}} regels' and '{{n}} rijen'" in told("--check")[0]


def test_nothing_is_written_while_a_file_can_not_be_read(put, told, tmp_path):
    put(PAGE, 'words("Bereikt")')
    told("--update")
    before = (tmp_path / "locale/en/segments.po").read_bytes()

    put(PAGE, 'words("Bereikt"')
    (fault, refusal), code = told("--update")

    assert (fault.startswith(f"{PAGE}:1: is not Python"), code) == (True, 1)
    assert refusal.startswith("nothing written")
    assert (tmp_path / "locale/en/segments.po").read_bytes() == before
