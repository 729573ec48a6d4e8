"""A source's text may say anything: what can't be carried out is refused by the name of what is wrong in it."""

import io
import struct
import zipfile
from datetime import date

import pytest

from biebwijzer.intake.months import month_of
from biebwijzer.intake.sources import read_source
from biebwijzer.problems import ContractBroken
from tests.intake.conftest import LOOSE
from tests.intake.test_sums import RETURN, returns, told

pytestmark = [pytest.mark.slow, pytest.mark.alike]

ODD = {
    "from": ('book_loans = { from = ["a"] }', "[columns] from"),
    "values": ('book_loans = { from = "a", values = 5 }', "[columns] values"),
    "dates": ('book_loans = { from = "a", dates = 5 }', "[columns] dates"),
    "no sign of a day": ('book_loans = { from = "a", dates = "%d-%Q-%Y" }', "%d-%Q-%Y"),
    "no notation": ('book_loans = { from = "a", dates = ["%Y", "dd-mm-jjjj"] }', "'dd-mm-jjjj'"),
    "marked": ('book_loans = { each = "a *", marked = 5 }', "[columns] marked"),
    "gaps": ('book_loans = { sum = ["a"], gaps = "nee" }', "[columns] gaps"),
    "missing": ('book_loans = { from = "a", missing = ["x"] }', "[columns] missing"),
    "why missing": ('book_loans = { from = "a", missing = { x = ["empty"] } }', "ontbrekend"),
    "wide": ('[wide]\nmonths = 5\ninto = "since"\nmeasure = "book_loans"', "[wide] months"),
    "a month twice": ('[wide]\nmonths = "%Y %Y"\ninto = "since"\nmeasure = "book_loans"', "%Y %Y"),
    "no month": ('[wide]\nmonths = "%q %Y"\ninto = "since"\nmeasure = "book_loans"', "%q %Y"),
    "checks": ('[[checks]]\nsays = 5\nplus = ["a"]\nequals = "b"', "[[checks]]"),
    "list": ("[values]\nkinds = 5", "[values] kinds"),
    "depth": ("book_loans = " + "[" * 5000 + "]" * 5000, "TOML"),
}
ELSEWHERE = {
    "title": (RETURN.replace('{ nl = "Opgave", en = "Return" }', "5"), "title"),
    "delivers": (RETURN.replace('"usage.yearly_return"', '["x"]'), "delivers"),
    "file": (RETURN.replace("[file]", "[[file]]"), "file"),
    "encoding": (RETURN.replace("[file]", '[file]\nencoding = "rot13"'), "rot13"),
    "rows before the first": (RETURN.replace("[file]", "[file]\nskip = -1"), "[file] skip"),
    "thousands": (RETURN.replace('thousands = "."', "thousands = 5"), "[file] thousands"),
}


@pytest.mark.parametrize(("text", "named"), [*((RETURN + more, name) for more, name in ODD.values()),
                                             *ELSEWHERE.values()], ids=[*ODD, *ELSEWHERE])  # fmt: skip
def test_what_cannot_be_carried_out_is_refused_by_its_name(text, named):
    with pytest.raises(ContractBroken) as refused:
        read_source("opgave", text)

    told_so = refused.value.word.format_map({key: value_told(one) for key, one in refused.value.values.items()})
    assert named in told_so


def value_told(value: object) -> str:
    """A part of a sentence as it reads; anything else as text."""
    word, values = getattr(value, "word", None), getattr(value, "values", {})
    return word.format_map({key: value_told(one) for key, one in values.items()}) if word else str(value)


@pytest.mark.parametrize(
    ("heading", "month"),
    [("mei 2023", 5), ("Sept. 2023", 9), ("mrt 2023", 3), ("February 2023", 2), ("october 2023", 10),
     ("Junioren 2023", None), ("Novellen 2023", None), ("maand 2023", None), ("mei 0000", None)],
)  # fmt: skip
def test_a_month_is_a_name_of_one_and_no_word_that_begins_like_it(heading, month):
    assert month_of(heading, ["%B %Y"]) == (month and date(2023, month, 1))


def test_a_column_that_only_looks_like_a_month_is_never_added_up(load):
    columns = 'book_loans = { sum = ["%B %Y"], gaps = true }\n'

    refused = load(returns("1;500", head="Jaar;mei 2023;Junioren 2023"), RETURN + columns)

    assert refused.sentence == "Deze kolommen kent de bron niet: Junioren 2023."


def test_headings_that_look_like_statements_are_names_of_columns(load):
    names = ["A'); drop table raw; --", '{0}{x}"', "%s $1"]
    said = ", ".join('"' + one.replace('"', '\\"') + '"' for one in names)
    head = ";".join(["Jaar", *('"' + one.replace('"', '""') + '"' for one in names)])

    loaded = load(returns("1;2;3", "x;2;3", "1;q;3", head=head), f"{RETURN}active_users = {{ sum = [{said}] }}\n")

    assert told(loaded) == [(6, None), (None, "suppressed")]
    assert loaded.refused["column_name"].to_list() == [names[1]]


def test_hundreds_of_parts_are_added_up(load):
    names = [f"c{number}" for number in range(400)]
    columns = f"active_users = {{ sum = {names}, gaps = true }}\n".replace("'", '"')

    loaded = load(returns(";".join("1" for _ in names), head=";".join(["Jaar", *names])), RETURN + columns)

    assert told(loaded) == [(400, None)]


def archive(*, locked: bool) -> bytes:
    """Two files in one, of which the second has a password when it is said to be locked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.csv", "Datum;Reden;Cijfer\n2026-03-02;lezen;8\n2026-03-03;werken;9\n")
        made.writestr("b.csv", "x")
    data = bytearray(out.getvalue())
    listed = data.rfind(b"PK\x01\x02")
    data[listed + 8] |= locked
    data[struct.unpack_from("<I", data, listed + 42)[0] + 6] |= locked
    return bytes(data)


@pytest.mark.parametrize("locked", [False, True])
def test_a_file_of_which_a_part_cannot_be_looked_at_is_read_and_not_kept(load, locked):
    source = LOOSE.format(file='read = "recognised"\nanswers = { file = "a.csv" }', more="")

    loaded = load(archive(locked=locked), source, name="f.zip")

    assert loaded.accepted["satisfaction"].to_list() == [8, 9]
    assert (loaded.folder / "f.zip").exists() is not locked
