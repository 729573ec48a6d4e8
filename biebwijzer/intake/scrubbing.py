"""Scrubbing: a delivered file is kept for some weeks, but never with a number in it that says who somebody is."""

from itertools import accumulate
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from biebwijzer.intake.decoding import encoding_of
from biebwijzer.intake.jobs import Job
from biebwijzer.intake.recognising.books import BROKEN
from biebwijzer.intake.sources import Source
from biebwijzer.intake.traces import looks_personal, masked

KEPT = "kept.csv"
# Larger files are looked through by their refused rows only: a number in any other place refuses its row.
LOOKED_THROUGH = 8 << 20
UNPACKED = 8 * LOOKED_THROUGH
BLOCK = 1 << 22


def keep_clean(job: Job, source: Source, tainted: bool) -> None:
    """Replace the copy of a file that holds such a number by one without; where that can't be, no copy stays.

    Of a workbook only the sheet that was read stays then: another sheet may hold them as well.
    """
    file = Path(job.file)
    if job.keyed or (job.folder / KEPT).exists() or not (tainted or has_trace(file, encoding_of(source))):
        return
    sheet = job.folder / "sheet.csv"
    if sheet.exists() and not source.read:
        write_clean(sheet, "utf-8", job.folder / KEPT)
    elif not sheet.exists():
        write_clean(file, encoding_of(source), job.folder / KEPT)
    file.unlink()


def has_trace(file: Path, encoding: str) -> bool:
    """Whether a number that says who somebody is stands anywhere in a file; in a packed one, in any part of it.

    A part that can't be opened may hold anything.
    """
    if file.stat().st_size > LOOKED_THROUGH:
        return False
    if not is_zipfile(file):
        return looks_personal(file.read_text(encoding=encoding, errors="replace"))
    with ZipFile(file) as packed:
        parts = [part for part in packed.infolist() if part.file_size <= LOOKED_THROUGH]
        # What unpacks to many times its size was made to take long: as much of it is looked at as of a large workbook.
        upto = accumulate(part.file_size for part in parts)
        looked_at = [part for part, size in zip(parts, upto, strict=True) if size <= UNPACKED]
        try:
            return any(
                looks_personal(f"{part.filename} {packed.read(part).decode(errors='replace')}") for part in looked_at
            )
        except BROKEN:
            return True


def write_clean(file: Path, encoding: str, target: Path) -> None:
    """Write a text file in UTF-8 without such numbers, block by block; no number goes on over the end of a line."""
    with (
        file.open(encoding=encoding, errors="replace", newline="") as incoming,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        while block := incoming.read(BLOCK):
            out.write(masked(block + incoming.readline()))
