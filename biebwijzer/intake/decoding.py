"""A delivered file as blocks of UTF-8 with one kind of line end; a block ends where a line ends."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.words import mark

CHUNK, HEAD = 1 << 22, 1 << 14
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FIRST_NOT_PLAIN = 128
# With fewer than one such letter in so many it is quicker to put those in one by one than to decode all.
FEW = 32


def is_utf8(source: Source) -> bool:
    """Whether a source's text is UTF-8 already."""
    return source.encoding.lower().replace("_", "-") in ("utf-8", "utf8")


def encoding_of(source: Source) -> str:
    """The encoding to read with; a byte order mark in UTF-8 is no part of the first heading."""
    return "utf-8-sig" if is_utf8(source) else source.encoding


def keeps_ascii(encoding: str) -> bool:
    """Whether plain letters are the same bytes as in UTF-8, a byte each, and nothing else hides in such a byte."""
    return encoding.lower().replace("_", "-").startswith(("utf-8", "utf8")) or has_a_byte_each(encoding)


@lru_cache(maxsize=8)
def has_a_byte_each(encoding: str) -> bool:
    """Whether each letter is a byte, and plain letters are the same bytes as in UTF-8."""
    plain = bytes(range(128))
    single = encoding.lower().startswith(("cp125", "cp437", "cp85", "windows-125", "iso", "latin", "l1", "mac"))
    return single and "2022" not in encoding and plain.decode(encoding, "replace") == plain.decode("ascii")


def blocks(source: Source, file: Path) -> Iterator[bytes]:
    """The file, block by block; an undecodable byte raises UnicodeDecodeError."""
    encoding = encoding_of(source)
    if not keeps_ascii(source.encoding):
        with file.open(encoding=encoding, newline=None) as incoming:
            while text := incoming.read(CHUNK):
                yield text.encode()
        return
    with file.open("rb") as incoming:
        held: list[bytes] = []
        first = True
        # Often only the heading is asked for.
        while chunk := incoming.read(HEAD if first else CHUNK):
            if first and is_utf8(source):
                chunk = chunk.removeprefix(BYTE_ORDER_MARK)
            first = False
            ends = line_end_in(chunk)
            if not ends:
                held.append(chunk)
                continue
            yield plain(b"".join([*held, chunk[:ends]]), source.encoding)
            held = [chunk[ends:]] if ends < len(chunk) else []
        if held:
            yield plain(b"".join(held), source.encoding)


def line_end_in(chunk: bytes) -> int:
    """Where the last line of a chunk begins; 0 when no line ends in it."""
    newline = chunk.rfind(b"\n") + 1
    # A carriage return at the very end may be half of a line end.
    return newline or chunk.rfind(b"\r", 0, len(chunk) - 1) + 1


def plain(data: bytes, encoding: str) -> bytes:
    """A block in UTF-8 with newlines; text that holds plain letters only is not looked at twice."""
    if not data.isascii():
        data = in_utf8(data, encoding)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def in_utf8(data: bytes, encoding: str) -> bytes:
    """The same letters in UTF-8; where few of them are not plain, the rest is not looked at."""
    places = np.flatnonzero(np.frombuffer(data, np.uint8) >= FIRST_NOT_PLAIN)
    if not has_a_byte_each(encoding) or len(places) > len(data) // FEW:
        return data.decode(encoding).encode()
    # Parts of a view are no copies of their own.
    letters, view, done = letters_of(encoding), memoryview(data), 0
    parts: list[bytes | memoryview] = []
    for place in places.tolist():
        letter = letters[data[place]]
        if not letter:
            # No letter of this encoding: this raises what reading it would.
            data.decode(encoding)
        parts += (view[done:place], letter)
        done = place + 1
    return b"".join([*parts, view[done:]])


@lru_cache(maxsize=8)
def letters_of(encoding: str) -> tuple[bytes, ...]:
    """What each byte of an encoding with a byte for each letter is in UTF-8; empty where it is nothing."""
    decoded = (bytes([one]).decode(encoding, "ignore") for one in range(256))
    return tuple(one.encode() for one in decoded)


class Lines:
    """Blocks of text of which the first lines are read one by one."""

    def __init__(self, source: Source, file: Path) -> None:
        self._blocks = blocks(source, file)
        self._held = b""
        self.taken = 0

    def line(self) -> bytes:
        """The next line with its end, or nothing when there is none."""
        while (ends := self._held.find(b"\n") + 1) == 0:
            block = next(self._blocks, b"")
            if not block:
                ends = len(self._held)
                break
            self._held += block
        line, self._held = self._held[:ends], self._held[ends:]
        self.taken += 1 if line else 0
        return line

    def rest(self) -> Iterator[bytes]:
        """All that follows, block by block."""
        if self._held:
            yield self._held
        yield from self._blocks


def refuse_unreadable(source: Source, file: Path) -> DeliveryRefused:
    """The error of a file in another encoding than its source says."""
    return DeliveryRefused(
        mark("Rij {row} is niet te lezen als {encoding}. Bewaar het bestand in die tekenset, of pas de bron aan."),
        row=first_unreadable(file, source.encoding),
        encoding=source.encoding,
    )


def first_unreadable(file: Path, encoding: str) -> int:
    """The first physical line that is not in this encoding."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 1
