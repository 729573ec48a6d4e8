"""What may not be kept as it comes: member numbers become keys, birth dates become years, BSNs stop a delivery."""

import hashlib
import hmac
import os
from collections.abc import Callable, Sequence
from datetime import datetime

from biebwijzer.intake.fields import Field
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.traces import masked
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import Settings
from biebwijzer.words import mark

# In bytes: what SHA-256 takes in at a time.
HASH_BLOCK = 64
# So many numbers of nine digits that all pass the test, or so great a part of many, are no chance.
BSN_AT_LEAST, BSN_MANY, BSN_SHARE = 5, 20, 0.9


def library_key(settings: Settings, library_id: str) -> bytes:
    """The key of one library, derived from the installation's secret; that secret is made at first use."""
    path = settings.key_file
    if not path.is_file():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(32).hex().encode())
            file.flush()
            os.fsync(file.fileno())
    return _derived(path.read_text(encoding="ascii"), library_id)


def known_key(settings: Settings, library_id: str) -> bytes | None:
    """The key of one library for who only looks a number up; None when nothing was ever delivered under one."""
    path = settings.key_file
    return _derived(path.read_text(encoding="ascii"), library_id) if path.is_file() else None


def _derived(secret: str, library_id: str) -> bytes:
    return hmac.digest(bytes.fromhex(secret.strip()), library_id.encode(), "sha256")


def member_keys(key: bytes) -> Callable[[str], str]:
    """What makes the keys of members within one library; a number cannot be found back from its key.

    It is the HMAC of the number with SHA-256, of which the part that only depends on the key is worked out once.
    """
    padded = (key if len(key) <= HASH_BLOCK else hashlib.sha256(key).digest()).ljust(HASH_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded))
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))

    def made(number: str) -> str:
        within, around = inner.copy(), outer.copy()
        within.update(number.strip().encode())
        around.update(within.digest())
        return around.hexdigest()[:32]

    return made


def member_key(key: bytes, number: str) -> str:
    """The key of one member within one library."""
    return member_keys(key)(number)


def nine_digits(text: str) -> str | None:
    """The nine digits in a cell that holds nothing else, written with or without points."""
    if text.isdigit() and len(text) != 9:
        return None
    plain = text.replace(".", "").replace(" ", "")
    return plain if len(plain) == 9 and plain.isascii() and plain.isdigit() else None


def refuse_bsn(heading: str, nine_digit_values: int, passing: int) -> None:
    """Refuse the whole delivery when a column looks like citizen service numbers."""
    share = BSN_SHARE if nine_digit_values >= BSN_MANY else 1.0
    if nine_digit_values >= BSN_AT_LEAST and passing >= share * nine_digit_values:
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


def safe(field: Field | None, cell: str, key_of: Callable[[str], str]) -> str:
    """One cell as it may be kept."""
    if field is None:
        return ""
    if field.key:
        return key_of(cell) if cell.strip() else ""
    if field.year_of:
        return birth_year(cell, field.dates)
    return cell if field.column.endswith("_id") and nine_digits(cell) else masked(cell)


def key_from_pipe(text: str) -> bytes:
    """The key as it came through the pipe."""
    try:
        return bytes.fromhex(text.strip())
    except ValueError:
        raise BiebwijzerError(mark("De sleutel is niet goed doorgegeven.")) from None
