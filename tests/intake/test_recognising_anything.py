"""Whatever comes in, recognising ends with a table or a reason, and every record is somewhere."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.recognising import NotRecognised, recognise_bytes
from tests.examples import tried_on

pytestmark = pytest.mark.alike

TEXTS = st.text(alphabet="abcé ;,\t|'\"\n-.0123456789€", max_size=12)
CELLS = st.one_of(TEXTS, st.integers(-9999, 99999).map(str), st.dates().map(str))
NAMES = st.lists(
    st.text(alphabet="abcdefgh_ ", min_size=1, max_size=8).filter(str.strip), min_size=2, max_size=6, unique=True
)


def accounted_for(found):
    table = found.table
    return table is None or len(table.rows) + len(table.refused) + len(table.named) == found.records


def taken(data, name="levering.csv"):
    """What was recognised; None when it was refused with a sentence."""
    try:
        return recognise_bytes(data, name, {})
    except NotRecognised:
        return None


@tried_on(200)
@given(st.binary(max_size=400))
def test_random_bytes_end_with_a_table_or_a_reason(data):
    found = taken(data)

    assert found is None or accounted_for(found)


@tried_on(200)
@given(st.text(alphabet="ab1,;\t|\"'\\\r\n =€ .-/:", max_size=300))
def test_random_text_loses_no_record(text):
    found = taken(text.encode())

    assert found is None or accounted_for(found)


@pytest.mark.parametrize(
    "start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"[{", b"\xff\xfe", b"\xef\xbb\xbf"]
)
@tried_on(60)
@given(rest=st.binary(max_size=200))
def test_a_beginning_that_promises_more_than_follows_is_refused_or_read(start, rest):
    found = taken(start + rest)

    assert found is None or accounted_for(found)


def bare(cell: str) -> str:
    """A cell without spaces around it, and without the apostrophes some programs put around every text."""
    cell = cell.strip()
    return cell[1:-1].strip() if len(cell) > 2 and cell[0] == cell[-1] == "'" else cell


@pytest.mark.slow
@tried_on(400)
@given(
    names=NAMES,
    rows=st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=25),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_certain_of_a_well_written_table_is_what_was_written(names, rows, separator, quoting, end):
    written = [row[: len(names)] for row in rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end).writerows([names, *written])

    found = taken(out.getvalue().encode())

    if found is None or not found.certain or found.table.refused:
        return
    filled = [row for row in written if any(cell.strip() for cell in row)]
    assert found.table.heading.names == tuple(name.strip() for name in names)
    assert [[bare(cell) for cell in one.cells] for one in found.table.rows] == [
        [bare(cell) for cell in row] for row in filled
    ]


def test_apostrophes_at_the_edge_of_cells_of_two_lines_quote_nothing():
    found = taken(b"_,a,b,__\n,,',\n,,',\n")

    assert found is None or not found.certain or [one.cells[2] for one in found.table.rows] == ["'", "'"]
