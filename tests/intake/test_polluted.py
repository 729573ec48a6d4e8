"""Tables of known content, polluted in many ways: read as they were, listed, asked or refused, never silently wrong."""

import csv
import io
import random
from collections import Counter

import pytest

from biebwijzer.intake.recognising import NotRecognised, recognise_bytes

pytestmark = [pytest.mark.slow, pytest.mark.alike]

PLACES = ("Oost", "West", "Noord", "De Bilt", "Utrecht, centrum", 'Café "Ons"', "Zeist")
REMARKS = ("", "goed", "zie brief; later", "tel. 030-123")


def visits(rnd, n):
    rows = [[rnd.choice(PLACES), f"{rnd.randint(13, 28)}-{rnd.randint(1, 12):02}-2025", str(rnd.randint(1, 999)),
             str(rnd.randint(1000, 9999))] for _ in range(n)]  # fmt: skip
    return ["Vestiging", "Datum", "Bezoeken", "Uitleningen"], rows


def bills(rnd, n):
    rows = [[f"{number:05}", rnd.choice(PLACES), f"{rnd.randint(1000, 9999)} AB",
             f"{rnd.randint(1, 9999)},{rnd.randint(10, 99)}", rnd.choice(REMARKS)] for number in range(n)]  # fmt: skip
    return ["id", "naam", "postcode", "bedrag", "opmerking"], rows


def years(rnd, n):
    rows = [[f"B{number}", *(str(rnd.randint(1, 900)) for _ in range(3))] for number in range(n)]
    return ["Branch", "2021", "2022", "2023"], rows


def moments(rnd, n):
    rows = [[f"2025-01-{1 + number % 28:02} 0{number % 10}:00", f"{rnd.random():.2f}", rnd.choice(("ja", "nee"))]
            for number in range(n)]  # fmt: skip
    return ["time", "value", "flag"], rows


def text_of(rows, separator, **more):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, **{"lineterminator": "\r\n", **more}).writerows(rows)
    return out.getvalue()


def instead(rows, place, row):
    return [*rows[:place], row, *rows[place + 1 :]]


def with_quote(text, place, put):
    lines = text.split("\r\n")
    return "\r\n".join(instead(lines, place + 1, put(lines[place + 1])))


# Of a pollution: the text it makes of names, rows, separator and a place; and whether the row there may be refused.
KEPT = {
    "nothing": lambda h, rows, sep, at: text_of([h, *rows], sep),
    "carriage returns": lambda h, rows, sep, at: text_of([h, *rows], sep, lineterminator="\r"),
    "mixed line ends": lambda h, rows, sep, at: text_of([h, *rows], sep, lineterminator="\n").replace("\n", "\r\n", at),
    "no last line end": lambda h, rows, sep, at: text_of([h, *rows], sep).removesuffix("\r\n"),
    "all in quotes": lambda h, rows, sep, at: text_of([h, *rows], sep, quoting=csv.QUOTE_ALL),
    "single quotes": lambda h, rows, sep, at: text_of([h, *rows], sep, quoting=csv.QUOTE_ALL, quotechar="'"),
    "backslashes": lambda h, rows, sep, at: text_of([h, *rows], sep, quoting=csv.QUOTE_ALL, doublequote=False,
                                                     escapechar="\\"),
    "titles": lambda h, rows, sep, at: "Rapport\r\nGemaakt op 3 mei\r\n\r\n" + text_of([h, *rows], sep),
    "a wide title": lambda h, rows, sep, at: "Rapport" + sep * (len(h) - 1) + "\r\n" + text_of([h, *rows], sep),
    "a named separator": lambda h, rows, sep, at: f"sep={sep}\r\n" + text_of([h, *rows], sep),
    "a note": lambda h, rows, sep, at: text_of([h, *rows], sep) + "\r\nBron: eigen telling\r\n",
    "empty lines": lambda h, rows, sep, at: text_of([h, *rows[:2]], sep) + "\r\n\r\n" + text_of(rows[2:], sep),
    "spaces": lambda h, rows, sep, at: text_of([[f" {cell} " for cell in row] for row in [h, *rows]], sep),
}  # fmt: skip
LISTED = {
    "too short": lambda h, rows, sep, at: text_of([h, *instead(rows, at, rows[at][:-1])], sep),
    "too long": lambda h, rows, sep, at: text_of([h, *instead(rows, at, [*rows[at], "meer"])], sep),
    "another separator": lambda h, rows, sep, at: text_of([h, *rows[:at]], sep)
    + text_of([rows[at]], ";" if sep != ";" else ",") + text_of(rows[at + 1 :], sep),
    "a quote that opens": lambda h, rows, sep, at: with_quote(text_of([h, *rows], sep), at, lambda line: '"' + line),
    "a quote that closes": lambda h, rows, sep, at: with_quote(text_of([h, *rows], sep), at, lambda line: line + '"'),
}  # fmt: skip
ASKED = {
    "a doubled header": lambda h, rows, sep, at: text_of([h, h, *rows], sep),
    "a header in the middle": lambda h, rows, sep, at: text_of([h, *rows[:2], h, *rows[2:]], sep),
    "another table": lambda h, rows, sep, at: text_of([h, *rows], sep) + "\r\n" + text_of(
        [["Ander", "Kop"], ["a", "1"], ["b", "2"]], sep),
    "the same table again": lambda h, rows, sep, at: text_of([h, *rows, h, *rows], sep),
    "units": lambda h, rows, sep, at: text_of([h, ["", *["(aantal)"] * (len(h) - 1)], *rows], sep),
    "a wide note": lambda h, rows, sep, at: text_of([h, *rows, [""] * len(h), ["Bron", *[""] * (len(h) - 1)]], sep),
}  # fmt: skip
CASES = [(table, separator, n, seed) for table in (visits, bills, years, moments) for separator in ",;\t|"
         for n in (4, 12, 40) for seed in (1, 2)]  # fmt: skip


def tried(pollution):
    """Every case polluted in one way: names, rows, the row it is about, and what was recognised of it."""
    for table, separator, n, seed in CASES:
        rnd = random.Random(f"{table.__name__}{separator}{n}{seed}")
        names, rows = table(rnd, n)
        place = rnd.randrange(1, n)
        try:
            found = recognise_bytes(pollution(names, rows, separator, place).encode(), "a.csv", {})
        except NotRecognised:
            continue
        yield names, rows, place, found


def plain(rows):
    return [[cell.strip() for cell in row] for row in rows]


@pytest.mark.parametrize("name", KEPT)
def test_what_changes_no_cell_changes_no_cell(name):
    certain = 0
    for names, rows, _, found in tried(KEPT[name]):
        if found.certain:
            certain += 1
            assert [list(found.names), *plain(one.cells for one in found.table.rows)] == plain([names, *rows])
            assert not found.table.refused
    assert certain >= 0.9 * len(CASES)


@pytest.mark.parametrize("name", LISTED)
def test_a_row_that_is_broken_is_listed_and_no_other_is_lost(name):
    listed = 0
    for _, rows, place, found in tried(LISTED[name]):
        if found.certain:
            read = plain(one.cells for one in found.table.rows)
            assert len(found.table.refused) == 1
            assert read == plain([*rows[:place], *rows[place + 1 :]])
            listed += 1
    assert listed >= 0.8 * len(CASES)


@pytest.mark.parametrize("name", ASKED)
def test_what_only_a_person_knows_is_asked(name):
    outcomes = Counter(found.certain for *_, found in tried(ASKED[name]))

    assert outcomes[True] == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_gives_the_same_cells(encoding):
    for table, separator, n, seed in CASES:
        names, rows = table(random.Random(seed), n)
        found = recognise_bytes(text_of([names, *rows], separator).encode(encoding), "a.csv", {})
        assert found.certain and plain(one.cells for one in found.table.rows) == plain(rows)
