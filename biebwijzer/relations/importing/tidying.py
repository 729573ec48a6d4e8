"""Values as we keep them: names with their infix apart, telephone numbers, mail, postcodes and days."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import phonenumbers

from biebwijzer.relations.days import MONTHS
from biebwijzer.relations.duplicates.spelling import PREFIXES
from biebwijzer.relations.naming import searchable

SALUTATION = re.compile(r"^(?:(?:de heer|dhr|mevrouw|mevr|mw|meneer|heer|mr|mrs|ms)\.?\s+)+", re.IGNORECASE)
POSTCODE = re.compile(r"(?:NL[- ]?)?([1-9]\d{3})\s*([A-Z]{2})", re.IGNORECASE)
FOREIGN = re.compile(r"(?:[A-Z]{1,2}[- ])?(\d{4,5})", re.IGNORECASE)
INITIALS = re.compile(r"(?:[A-Za-z]{1,2}\.\s?)+")
DUTCH = {
    "van", "de", "den", "der", "het", "'t", "'s", "te", "ten", "ter", "op", "in", "aan", "bij", "uit", "tot", "v.d.",
    "v.", "vd",
}  # fmt: skip
NUMERIC = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[ T].*)?")
ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T].*)?")
SPELLED = re.compile(r"(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4}|\d{2})", re.IGNORECASE)
TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
# A spreadsheet counts days from here, and keeps a day as such a number where nobody said it is one.
FIRST_DAY = date(1899, 12, 30)
SERIAL = re.compile(r"[1-6]\d{4}")
DAY_FIRST, MONTH_FIRST = "day", "month"


class Unreadable(Exception):
    """A value that can't be read as what its column says it is."""


def is_infix(word: str) -> bool:
    """Whether a word stands before a last name: `van`, `v.d.`, `'t`."""
    parts = searchable(word).split()
    return bool(parts) and all(part in PREFIXES for part in parts)


def parted(last_name: str) -> tuple[str | None, str]:
    """Infix and last name: `van der Berg`, `Berg, van der` and `Berg v.d.` are one name."""
    front, comma, behind = last_name.partition(",")
    if comma and all(is_infix(word) for word in behind.split()):
        return small(behind), front.strip()
    words = last_name.replace(",", " ").split()
    first = 0
    while first < len(words) - 1 and is_infix(words[first]):
        first += 1
    last = len(words)
    while not first and last > 1 and is_infix(words[last - 1]):
        last -= 1
    return small(" ".join(words[:first] or words[last:])), " ".join(words[first:last])


def small(infix: str) -> str | None:
    """An infix as one writes it: Dutch ones in small letters; `El` and `Da` as their bearer does. Nothing is None."""
    words = re.sub(r"[()]", "", infix).split()
    return " ".join(word.lower() if word.isupper() or word.lower() in DUTCH else word for word in words) or None


def whole(name: str) -> tuple[str | None, str | None, str]:
    """First name, infix and last name from one cell: `Jan van der Berg`, `Berg, Jan van der`, `J. v.d. Berg`."""
    text = SALUTATION.sub("", " ".join(name.split()))
    front, comma, behind = text.partition(",")
    if comma:
        return _turned(front.strip(), behind.replace(",", " ").split())
    words = text.split()
    if len(words) < 2 or is_infix(words[0]):
        return (None, *parted(text))
    place = next((at for at in range(1, len(words) - 1) if is_infix(words[at])), 0) or _given(words)
    return " ".join(words[:place]), *parted(" ".join(words[place:]))


def _given(words: list[str]) -> int:
    """How many words are the first name where no infix tells: one, and the initials that follow it."""
    place = 1
    while place < len(words) - 1 and INITIALS.fullmatch(words[place]):
        place += 1
    return place


def _turned(last: str, words: list[str]) -> tuple[str | None, str | None, str]:
    first = [word for word in words if not is_infix(word)]
    infix, own = parted(last)
    said = small(" ".join(word for word in words if is_infix(word)))
    return " ".join(first) or None, said or infix, own


def cased(name: str | None) -> str | None:
    """A name all in capitals or all in small letters as one writes it; any other stays as it was written."""
    if not name or not (name.isupper() or name.islower()) or len(name.replace(".", "")) < 3:
        return name
    return re.sub(r"[^\W\d_]+", lambda found: _capital(found.group()), name)


def _capital(word: str) -> str:
    return "IJ" + word[2:].lower() if word.lower().startswith("ij") else word[:1].upper() + word[1:].lower()


def phone(text: str) -> str:
    """A telephone number as it is dialled from anywhere: +31612345678."""
    try:
        number = phonenumbers.parse(text.removesuffix(".0"), "NL")
    except phonenumbers.NumberParseException:
        raise Unreadable from None
    if not phonenumbers.is_possible_number(number):
        raise Unreadable
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def exists(number: str) -> bool:
    """Whether a number is given out at all, as far as its plan says."""
    return phonenumbers.is_valid_number(phonenumbers.parse(number, "NL"))


def mails(text: str) -> list[str]:
    """The mail addresses in a cell, in small letters: `Jan <jan@x.nl>; mailto:j@y.nl`."""
    inside = re.findall(r"<([^<>]*)>", text)
    parts = inside or re.split(r"[;,\s]+", text.strip())
    return [part.strip().strip("'\"").removeprefix("mailto:").lower() for part in parts if part.strip()]


def postcode(text: str) -> str:
    """A postcode as one writes it: 3511 AB; of other countries its digits."""
    if found := POSTCODE.fullmatch(text.strip()):
        return f"{found[1]} {found[2].upper()}"
    if found := FOREIGN.fullmatch(text.strip()):
        return found[1]
    raise Unreadable


def reads_two_ways(text: str) -> bool:
    """Whether a day can be read with either its day or its month first."""
    found = NUMERIC.fullmatch(text.strip())
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and int(found[1]) != int(found[2])


def a_day(text: str, first: str, today: date, born: bool = False) -> date:
    """A day however it was written; `first` says what comes first where both can be, `born` that it lies behind us."""
    written = text.strip()
    if SERIAL.fullmatch(written):
        return FIRST_DAY + timedelta(days=int(written))
    for shape, read in READ:
        if found := shape.fullmatch(written):
            day = read(found, first, today, born)
            if day is not None:
                return day
    raise Unreadable


def _numeric(found: re.Match[str], first: str, today: date, born: bool) -> date | None:
    one, other, year = int(found[1]), int(found[2]), _year(found[3], today, born)
    order = ((other, one), (one, other)) if first != MONTH_FIRST else ((one, other), (other, one))
    # What can't be a month is a day, whatever the rest of the column does.
    return next((day for month, number in order if (day := _made(year, month, number))), None)


def _iso(found: re.Match[str], first: str, today: date, born: bool) -> date | None:
    return _made(int(found[1]), int(found[2]), int(found[3]))


def _spelled(found: re.Match[str], first: str, today: date, born: bool) -> date | None:
    month = MONTHS.get(found[2].lower())
    return _made(_year(found[3], today, born), month, int(found[1])) if month else None


def _year(text: str, today: date, born: bool) -> int:
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year - 100 if year > today.year + (0 if born else 10) else year


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


READ: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, date, bool], date | None]], ...] = (
    (ISO, _iso), (NUMERIC, _numeric), (SPELLED, _spelled), (TOGETHER, _iso),
)  # fmt: skip


def age_on(born: date, today: date) -> int:
    """How old somebody is on a day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
