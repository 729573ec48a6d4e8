"""How names are compared and written: what sounds the same is the same, whatever capitals or accents say."""

import re
import unicodedata

import phonenumbers

HOME = 31
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
# Places are delivered in capitals; these words stay small, and 't and 's always do.
SMALL_WORDS = {"aan", "bij", "de", "den", "der", "en", "het", "in", "op", "over", "ter", "van", "gem"}
PROVINCE_MARKS = {"nh", "zh", "nb", "lb", "ut", "ov", "gn", "dr", "zl", "fr"}
BIG_MARKS = {"gld": "Gld", "ca": "ca"}


def searchable(*parts: str | None) -> str:
    """A name as it is searched: lower case, no accents, single spaces."""
    text = " ".join(part for part in parts if part)
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ĳ", "ij"))
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return NOT_A_LETTER.sub(" ", letters).strip()


def full_name(first_name: str | None, infix: str | None, last_name: str) -> str:
    """A person's name as one says it."""
    return " ".join(part for part in (first_name, infix, last_name) if part)


def dialled(number: str) -> str:
    """A telephone number as one reads it; one that is kept for dialling from anywhere is written as here."""
    if not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    home = parsed.country_code == HOME
    styles = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, styles.NATIONAL if home else styles.INTERNATIONAL)


def place_name(capitals: str) -> str:
    """A place as one writes it: 'S-GRAVENHAGE as 's-Gravenhage, WIJK BIJ DUURSTEDE as Wijk bij Duurstede."""
    words = capitals.lower().split()
    return " ".join(_place_word(word, first=number == 0) for number, word in enumerate(words))


def _place_word(word: str, first: bool) -> str:
    if word in PROVINCE_MARKS and not first:
        return word.upper()
    if word in BIG_MARKS and not first:
        return BIG_MARKS[word]
    if word in SMALL_WORDS and not first:
        return word
    return "-".join(_capital(part, joined=number > 0) for number, part in enumerate(word.split("-")))


def _capital(part: str, joined: bool) -> str:
    if part.startswith("'") or (joined and part in SMALL_WORDS):
        return part
    if part.startswith("ij"):
        return "IJ" + part[2:]
    return part[:1].upper() + part[1:]
