"""What may not be kept as it comes: member numbers become keys, birth dates become years, BSNs stop a delivery."""

import csv
import hmac
import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Field, Source
from biebwijzer.intake.transcribing import encoding_of
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import Settings
from biebwijzer.words import mark

BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
BSN_AT_LEAST = 20
BSN_SHARE = 0.9


def library_key(settings: Settings, library_id: str) -> bytes:
    """The key of one library, derived from the installation's secret; that secret is made at first use."""
    path = settings.key_file
    if not path.is_file():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(32).hex().encode())
            file.flush()
            os.fsync(file.fileno())
    secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    return hmac.digest(secret, library_id.encode(), "sha256")


def member_key(key: bytes, number: str) -> str:
    """The key of a member within one library; the number cannot be found back from it."""
    return hmac.digest(key, number.strip().encode(), "sha256").hex()[:32]


def is_bsn(text: str) -> bool:
    """Whether nine digits pass the test every citizen service number passes."""
    digits = [int(one) for one in text]
    return any(digits) and sum(w * d for w, d in zip(BSN_WEIGHTS, digits, strict=True)) % 11 == 0


def nine_digits(text: str) -> str | None:
    """The nine digits in a cell that holds nothing else, written with or without points."""
    plain = text.replace(".", "").replace(" ", "")
    return plain if len(plain) == 9 and plain.isascii() and plain.isdigit() else None


def refuse_bsn(heading: str, nine_digit_values: int, passing: int) -> None:
    """Refuse the whole delivery when a column looks like citizen service numbers."""
    if nine_digit_values >= BSN_AT_LEAST and passing >= BSN_SHARE * nine_digit_values:
        raise DeliveryRefused(
            mark(
                "Kolom '{column}' bevat burgerservicenummers. Die mogen we niet ontvangen."
                " Haal de kolom weg en lever opnieuw aan."
            ),
            column=heading,
        )


def birth_year(text: str, formats: Sequence[str]) -> str:
    """The year of a birth date; what is no date stays, so that judging can say so."""
    for written in formats:
        try:
            return str(datetime.strptime(text.strip(), written).year)
        except ValueError:
            continue
    return text if text.strip().isdigit() and len(text.strip()) == 4 else ("?" if text.strip() else "")


def pseudonymise(source: Source, file: Path, target: Path, key: bytes) -> None:
    """Copy a file with members: numbers as keys, birth dates as years, and nothing at all of columns not asked for.

    The copy is UTF-8 with the source's separator and its own header; only this copy is kept.
    """
    by_heading = {one.heading: one for one in source.fields if one.heading}
    seen: dict[int, list[int]] = {}
    try:
        with (
            file.open(encoding=encoding_of(source), newline="") as incoming,
            target.open("w", encoding="utf-8", newline="") as out,
        ):
            writer = csv.writer(out, delimiter=source.separator, lineterminator="\n")
            for _ in range(source.skip):
                writer.writerow([""])
                incoming.readline()
            reader = csv.reader(incoming, delimiter=source.separator, strict=True)
            headings = [heading.strip() for heading in next(reader, [])]
            writer.writerow(headings)
            fields = [by_heading.get(heading) for heading in headings]
            keep_only_safe(reader, writer, fields, key, seen)
    except UnicodeDecodeError:
        raise DeliveryRefused(
            mark("Het bestand is niet te lezen als {encoding}. Bewaar het in die tekenset, of pas de bron aan."),
            encoding=source.encoding,
        ) from None
    except csv.Error as error:
        raise DeliveryRefused(mark("Een rij is niet te lezen: {error}."), error=error) from None
    for position, (nine, passing) in seen.items():
        refuse_bsn(headings[position], nine, passing)


def keep_only_safe(
    reader: Iterable[list[str]],
    writer: object,
    fields: Sequence[Field | None],
    key: bytes,
    seen: dict[int, list[int]],
) -> None:
    """Write every record, each cell as it may be kept; a record of another width keeps its width and nothing else."""
    write = writer.writerow  # type: ignore[attr-defined]
    for record in reader:
        for position, cell in enumerate(record):
            if len(cell) >= 9 and (digits := nine_digits(cell)):
                counts = seen.setdefault(position, [0, 0])
                counts[0] += 1
                counts[1] += is_bsn(digits)
        if len(record) != len(fields):
            write([""] * max(len(record), 1))
            continue
        write([safe(one, cell, key) for one, cell in zip(fields, record, strict=True)])


def safe(field: Field | None, cell: str, key: bytes) -> str:
    """One cell as it may be kept."""
    if field is None:
        return ""
    if field.key:
        return member_key(key, cell) if cell.strip() else ""
    return birth_year(cell, field.dates) if field.year_of else cell


def key_from_pipe(text: str) -> bytes:
    """The key as it came through the pipe."""
    try:
        return bytes.fromhex(text.strip())
    except ValueError:
        raise BiebwijzerError(mark("De sleutel is niet goed doorgegeven.")) from None
