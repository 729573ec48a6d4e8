"""Line ends: where each line of a large file ends, looked up once, so that any of its lines is found at once."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

NEWLINE, RETURN = ord("\n"), ord("\r")
Lengths = NDArray[np.unsignedinteger]


def lengths_of(block: bytes) -> tuple[Lengths | None, bool]:
    """How many bytes each line of a block of whole lines takes, and whether each ends in a carriage return too.

    None when a line is empty, or ends otherwise than the others.
    """
    # Where lines end is looked up in one go: each way to ask Python for it takes as long as reading the block.
    signs = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(signs == NEWLINE)
    returns = int(np.count_nonzero(signs == RETURN))
    if not len(ends) or (returns and (returns != len(ends) or not ends[0] or (signs[ends - 1] != RETURN).any())):
        return None, bool(returns)
    lengths = np.diff(ends, prepend=-1)
    if lengths.min() <= (2 if returns else 1):
        return None, bool(returns)
    # In as few bytes as that takes: mostly one for each line.
    return lengths.astype(np.min_scalar_type(lengths.max())), bool(returns)


class LineEnds:
    """Where the lines below a header end: block after block is added, the first of them after so many bytes."""

    def __init__(self, header: int) -> None:
        self.lines = 0
        self._until = header
        self._blocks: list[tuple[int, int, Lengths]] = []

    def add(self, lengths: Lengths) -> None:
        """The lines of the next block."""
        self._blocks.append((self._until, self.lines, lengths))
        self._until += int(lengths.sum())
        self.lines += len(lengths)

    def _ends(self) -> Iterator[tuple[int, NDArray[np.int64], Lengths]]:
        """Per block the lines above it, and of each of its lines after which byte it ends and how long it is."""
        for start, above, lengths in self._blocks:
            yield above, start + np.cumsum(lengths, dtype=np.int64), lengths

    def lines_at(self, places: Sequence[int]) -> list[int]:
        """The number of the line, from 1, that begins at each of these places.

        Places are bytes counted from 1 in rising order; the newline before a line counts as its beginning too.
        """
        asked, done, found = np.array(places, np.int64), 0, list[int]()
        for above, ends, _ in self._ends():
            until = int(np.searchsorted(asked, ends[-1], "right"))
            found += (above + 1 + np.searchsorted(ends, asked[done:until], "right")).tolist()
            done = until
        return found

    def some(self, file: Path, most: int) -> list[bytes]:
        """So many lines at most of the file they end in, from all through it; the same ones each time."""
        # At random: whatever comes round at regular distances would be seen all the time, or never.
        chosen = np.random.default_rng(self.lines).integers(1, self.lines + 1, most)
        return [*self._lines(file, np.unique(chosen).tolist())]

    def copy(self, file: Path, numbers: Sequence[int], target: Path, end: bytes) -> None:
        """Write the lines with these numbers, in rising order and counted from 1, of the file they end in."""
        with target.open("wb") as out:
            line = end
            for line in self._lines(file, numbers):
                out.write(line)
            # The last line of a file may have no end; the engine wants each to end alike.
            if not line.endswith(b"\n"):
                out.write(end)

    def _lines(self, file: Path, numbers: Sequence[int]) -> Iterator[bytes]:
        asked = np.array(numbers, np.int64) - 1
        with file.open("rb") as incoming:
            for above, ends, lengths in self._ends():
                first, last = np.searchsorted(asked, (above, above + len(ends)))
                here = asked[first:last] - above
                begins = (ends[here] - lengths[here]).tolist()
                for begin, length in zip(begins, lengths[here].tolist(), strict=True):
                    yield os.pread(incoming.fileno(), length, begin)
