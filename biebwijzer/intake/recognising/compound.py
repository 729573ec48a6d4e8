"""Files that are kept as a disk within a file, as programs of before 2007 do: the one part that is a workbook."""

import struct

FREE = 0xFFFFFFFA


def stream_of(data: bytes) -> bytes:
    """The records of the workbook, put together from its sectors; empty when they are not found."""
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        small = 1 << struct.unpack_from("<H", data, 32)[0]
        if size not in (512, 4096) or small != 64:
            return b""
        first, least, first_small = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        chain = allocation(data, size)
        folder = joined(data, first, chain, size, 1)
        entries = [folder[at : at + 128] for at in range(0, len(folder) - 127, 128)]
        names = {name_of(one).lower(): one for one in entries}
        entry = names.get("workbook") or names.get("book") or b""
        start, length = struct.unpack_from("<II", entry, 116)
        if length >= least:
            return joined(data, start, chain, size, 1)[:length]
        smalls = joined(data, struct.unpack_from("<I", entries[0], 116)[0], chain, size, 1)
        table = joined(data, first_small, chain, size, 1)
        return joined(smalls, start, struct.unpack(f"<{len(table) // 4}I", table), small, 0)[:length]
    except (struct.error, IndexError, UnicodeDecodeError):
        return b""


def name_of(entry: bytes) -> str:
    """What a part is called; its length is kept in bytes and counts the nought at its end."""
    return entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")


def allocation(data: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows which."""
    sectors = [one for one in struct.unpack_from("<109I", data, 76) if one < FREE]
    following, left = struct.unpack_from("<II", data, 68)
    while following < FREE and left > 0 and len(sectors) < len(data) // size:
        more = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        sectors += [one for one in more[:-1] if one < FREE]
        following, left = more[-1], left - 1
    return tuple(n for one in sectors for n in struct.unpack_from(f"<{size // 4}I", data, (one + 1) * size))


def joined(data: bytes, first: int, chain: tuple[int, ...], size: int, skipped: int) -> bytes:
    """What stands in a chain of sectors; `skipped` sectors stand before the first."""
    pieces: list[bytes] = []
    one = first
    # A chain that comes back to where it was has more sectors than there are.
    while one < FREE and len(pieces) <= min(len(chain), len(data) // size):
        pieces.append(data[(one + skipped) * size : (one + skipped + 1) * size])
        one = chain[one]
    return b"".join(pieces)
