"""Line numbers: a person finds each refused row where we say it stands."""

import pytest

from biebwijzer.intake.taking_in import read_texts
from biebwijzer.intake.transcribing import Transcript, copy_lines, lines_at
from biebwijzer.warehouse import loading

SMALL = 1 << 16


@pytest.fixture
def short_blocks(monkeypatch):
    """The engine reads a file in blocks of twice this size."""
    monkeypatch.setattr(loading, "LONGEST_LINE", SMALL)


def file_of(folder, lines: list[bytes], end: bytes) -> Transcript:
    """Two columns under a header, as a file that is read where it stands."""
    path = folder / "file.csv"
    path.write_bytes(end.join([b"a;b", *lines, b""]))
    return Transcript(path, ("a", "b"), ";", 2, len(lines), returns=end == b"\r\n", skip=1, a_line_each=True)


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


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_records_are_copied_by_their_number(tmp_path, monkeypatch, end):
    monkeypatch.setattr("biebwijzer.intake.transcribing.BLOCK", 64)
    lines = [f"{number};{'é' * (number % 7)}".encode() for number in range(1, 200)]
    transcript = file_of(tmp_path, lines, end)
    wanted = [1, 2, 50, 51, 120, 199]

    copy_lines(transcript, wanted, tmp_path / "copied.csv")

    assert (tmp_path / "copied.csv").read_bytes() == b"".join(lines[number - 1] + end for number in wanted)


def test_places_are_counted_in_lines_across_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr("biebwijzer.intake.transcribing.BLOCK", 8)
    lines = [b"aaa;b", b"c;d", b"e;f", b"gggggggggggg;h"]
    transcript = file_of(tmp_path, lines, b"\r\n")
    content = transcript.path.read_bytes()
    begins = [content.index(line) + 1 for line in lines]

    assert lines_at(transcript, begins) == [1, 2, 3, 4]
    assert lines_at(transcript, [place - 1 for place in begins]) == [1, 2, 3, 4]
