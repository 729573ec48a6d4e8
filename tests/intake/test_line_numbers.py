"""Line numbers: a person finds each refused row where we say it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.line_ends import LineEnds, lengths_of
from biebwijzer.intake.taking_in import read_texts
from biebwijzer.intake.transcribing import Transcript
from biebwijzer.warehouse import loading
from tests.intake.counters import COUNTS

SMALL = 1 << 16
HEADER = b"a;b"
ends = st.sampled_from([b"\n", b"\r\n"])
texts = st.lists(st.text(alphabet="ab;é", min_size=1).map(str.encode), min_size=1, max_size=40)


@pytest.fixture
def short_blocks(monkeypatch):
    """The engine reads a file in blocks of twice this size."""
    monkeypatch.setattr(loading, "LONGEST_LINE", SMALL)


def ends_of(lines: list[bytes], end: bytes, in_a_block: int = 1_000) -> LineEnds:
    """The line ends of lines below the header, looked up by so many at a time."""
    found = LineEnds(len(HEADER + end))
    for first in range(0, len(lines), in_a_block):
        lengths, returns = lengths_of(b"".join(line + end for line in lines[first : first + in_a_block]))
        assert lengths is not None and returns == (end == b"\r\n")
        found.add(lengths)
    return found


def file_of(folder, lines: list[bytes], end: bytes) -> Transcript:
    """Two columns under a header, as a file that is read where it stands."""
    path = folder / "file.csv"
    path.write_bytes(end.join([HEADER, *lines, b""]))
    returns = end == b"\r\n"
    return Transcript(path, ("a", "b"), ";", 2, len(lines), returns=returns, skip=1, ends=ends_of(lines, end))


@pytest.mark.parametrize("split", range(4))
def test_a_row_that_does_not_fit_is_named_by_its_own_line_whatever_block_it_stands_in(tmp_path, short_blocks, split):
    # One of these lets a block of the engine end between the carriage return and the newline of a line.
    lines = [b"x" * (split + 1) + b";y", *[b"12345;" + str(number).encode().rjust(7) for number in range(60_000)]]
    wrong = [11, 8_000, 9_001, 20_000, 40_000, 60_000]
    for number in wrong:
        lines[number - 1] = b"short"
    transcript = file_of(tmp_path, lines, b"\r\n")
    bench = loading.Workbench("1GB", 2, tmp_path / "scratch")

    unfit = read_texts(bench, transcript)

    assert unfit == len(wrong)
    assert [row["line"] for row in bench.rows("select line from unfit order by line")] == wrong
    fitting = bench.rows(f"select line, f1 from ({bench.numbered_by_line('raw', 1)}) where f0 = '12345'")
    assert all(int(row["f1"]) == row["line"] - 2 for row in fitting) and len(fitting) == len(lines) - len(wrong) - 1
    bench.close()


@given(
    lines=texts, end=ends, in_a_block=st.integers(1, 50), long=st.integers(0, 40), whole=st.booleans(), data=st.data()
)
def test_lines_are_copied_by_their_number(tmp_path_factory, lines, end, in_a_block, long, whole, data):
    folder = tmp_path_factory.mktemp("lines")
    lines[long % len(lines)] += b"x" * 300
    wanted = sorted(data.draw(st.sets(st.integers(1, len(lines)))))
    written = HEADER + end + b"".join(line + end for line in lines)
    # The last line may have no end.
    (folder / "file.csv").write_bytes(written if whole else written.removesuffix(end))

    ends_of(lines, end, in_a_block).copy(folder / "file.csv", wanted, folder / "copied.csv", end)

    assert (folder / "copied.csv").read_bytes() == b"".join(lines[number - 1] + end for number in wanted)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_copy_at_the_very_end_of_a_file_is_found_again_without_an_end_of_its_line(load, end):
    lines = ["Vestiging;Deur;Tijdstip;In;Uit", *["Oost;A;01-01-2026 10:00;1;0", "Oost;A;02-01-2026 10:00;2;0"] * 2]

    loaded = load(end.join(lines).encode(), COUNTS)

    assert loaded.sentence is None and loaded.accepted.height == 2
    assert loaded.refused.sort("source_row").select("source_row", "reason").rows() == [
        (4, "duplicate_same"),
        (5, "duplicate_same"),
    ]


@given(lines=texts, end=ends, in_a_block=st.integers(1, 50))
def test_places_are_counted_in_lines_across_blocks(lines, end, in_a_block):
    found = ends_of(lines, end, in_a_block)
    begins = [len(HEADER + end) + sum(len(one + end) for one in lines[:number]) + 1 for number in range(len(lines))]

    assert found.lines == len(lines)
    assert found.lines_at(begins) == [*range(1, len(lines) + 1)]
    assert found.lines_at([place - 1 for place in begins]) == [*range(1, len(lines) + 1)]


@pytest.mark.parametrize(
    "block", [b"a\n\nb\n", b"\na\n", b"a\r\n\r\nb\r\n", b"a\r\nb\n", b"a\nb\r\n", b"a\rb\n", b"\n", b"\r\n"]
)
def test_an_empty_line_or_another_end_is_no_block_of_lines(block):
    assert lengths_of(block)[0] is None


def test_a_sample_shows_what_comes_round_at_regular_distances(tmp_path):
    lines = [b"a;1" if number % 100 < 50 else b"b;1" for number in range(20_000)]
    transcript = file_of(tmp_path, lines, b"\n")

    some = transcript.ends.some(transcript.path, 200)

    assert 150 < len(some) <= 200 and 60 < some.count(b"a;1\n") < 140
    assert some == transcript.ends.some(transcript.path, 200)
