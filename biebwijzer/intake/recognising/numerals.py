"""What a number in a workbook says: itself, or the day, the time or the code its format makes of it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite

# Formats that programs know by number alone.
BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 34, 35, 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 20, 32), "h:mm"), **dict.fromkeys((19, 21, 33), "h:mm:ss"), 22: "yyyy-mm-dd h:mm",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 9: "0%", 10: "0.00%",
}  # fmt: skip
GENERAL = ("", "general", "standaard", "standard", "@")
# What a format says literally, and how it fills or skips: none of it is a part of a number or a date.
LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
BRACKETS = re.compile(r"\[[^\]]*\]")
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
MASK = re.compile(r'(?:0|[ ()/+-]|\\[^\w]|"[^\w"]*")+')
DIGITS = 15
SECONDS = 24 * 60 * 60
FIRST_OF_MARCH = 61
LAST_DAY = 2_958_466
BEGIN, BEGIN_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


@dataclass(frozen=True)
class Shown:
    """How one number format shows a number: as a date, a time, a duration, a code of fixed length, or as it is."""

    kind: str
    code: str = ""


@lru_cache(maxsize=4096)
def shown_by(code: str) -> Shown:
    """What a format makes of a number."""
    if code.strip().lower() in GENERAL:
        return Shown("number", code)
    first = sections(code)[0]
    if ELAPSED.search(LITERAL.sub("", first)):
        return Shown("duration", code)
    bare = BRACKETS.sub("", LITERAL.sub("", first)).lower().replace("am/pm", "")
    if any(sign in bare for sign in "0#?") and not re.search(r"[ydhj]|mm|ss", bare):
        return Shown("mask" if bare.count("0") > 1 and MASK.fullmatch(first) else "number", code)
    if re.search(r"[ydj]", bare) or ("m" in bare and not re.search("[hs]", bare)):
        return Shown("date", code)
    if re.search(r"[hs]", bare):
        return Shown("time", code)
    return Shown("number" if "general" in bare or "@" in bare else "words", code)


def sections(code: str) -> list[str]:
    """The parts of a format: for numbers above nought, below it, nought itself, and texts."""
    found, start = [""], 0
    for match in re.finditer(r'"[^"]*"|\\.|;', code):
        found[-1] += code[start : match.start()]
        start = match.end()
        if match[0] == ";":
            found.append("")
        else:
            found[-1] += match[0]
    found[-1] += code[start:]
    return found


def told(raw: str, code: str, from_1904: bool) -> tuple[str, bool]:
    """What a cell with this number says, and whether a person must tell if that is what it means."""
    how = shown_by(code)
    if how.kind == "number":
        return plain(raw), lost_digits(raw)
    try:
        number = float(raw)
    except ValueError:
        return raw, False
    if how.kind == "date":
        return dated(number, raw, from_1904, finest(code))
    if how.kind in ("time", "duration"):
        return timed(number, raw, how, from_1904)
    if how.kind == "mask":
        return masked(raw, sections(code)[0]), lost_digits(raw)
    return plain(raw), number > 0


def plain(raw: str) -> str:
    """A number in digits, without what only a computer's way of counting added to it."""
    raw = raw.strip()
    if raw.isdigit():
        return raw
    try:
        exact = Decimal(raw)
    except ArithmeticError:
        return raw
    if not exact.is_finite() or abs(exact.adjusted()) > 2 * DIGITS:
        return raw
    if len(exact.normalize().as_tuple().digits) > DIGITS and "." in raw:
        exact = Decimal(f"{float(raw):.{DIGITS}g}")
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def lost_digits(raw: str) -> bool:
    """Whether a number has more digits than a workbook keeps: the last of them may be others than were typed."""
    if "e" not in raw and "E" not in raw:
        return False
    try:
        exact = Decimal(raw)
        return exact.is_finite() and exact.adjusted() >= DIGITS and len(exact.normalize().as_tuple().digits) >= DIGITS
    except ArithmeticError:
        return False


def finest(code: str) -> int:
    """How many digits a format shows behind its seconds."""
    parts = re.search(r"s\]?[.,](0+)", LITERAL.sub("", code), re.IGNORECASE)
    return len(parts[1]) if parts else 0


def dated(number: float, raw: str, from_1904: bool, digits: int = 0) -> tuple[str, bool]:
    """A day, with its time of day if it has one; days that no calendar has are left as numbers and asked about."""
    first = 0 if from_1904 else 1
    if not first <= number < LAST_DAY or (not from_1904 and FIRST_OF_MARCH - 1 <= number < FIRST_OF_MARCH):
        return plain(raw), True
    begin = BEGIN_1904 if from_1904 else BEGIN
    if not from_1904 and number < FIRST_OF_MARCH:
        # The first workbooks took 1900 for a leap year; later ones count like that to this day.
        number += 1
    moment = begin + timedelta(seconds=round(number * SECONDS, digits))
    return (moment.strftime("%Y-%m-%d") if moment.time() == datetime.min.time() else str(moment)), False


def timed(number: float, raw: str, how: Shown, from_1904: bool) -> tuple[str, bool]:
    """A time of day or a duration; a time that hides whole days is asked about."""
    if number < 0 or not isfinite(number):
        return plain(raw), True
    if how.kind == "time" and number >= 1:
        # Days are left out of what the program shows: is it a moment, or a sum of hours?
        return dated(number, raw, from_1904)[0], True
    code = LITERAL.sub("", how.code).lower()
    digits = finest(code)
    seconds = round(number * SECONDS, digits)
    whole = int(seconds)
    text = f"{whole // 3600:02}:{whole // 60 % 60:02}"
    if "s" in BRACKETS.sub("", code) or whole % 60 or "[s" in code:
        text += f":{whole % 60:02}"
    if seconds != whole:
        text += f"{seconds - whole:.{digits}f}"[1:]
    return text, False


def masked(raw: str, mask: str) -> str:
    """A whole number in the places of its mask, noughts in front: a code such as 00123; any other number as it is."""
    digits = plain(raw)
    places = LITERAL.sub("", mask).count("0")
    if not digits.isdigit() or len(digits) > places:
        return digits
    left = iter(digits.rjust(places, "0"))
    pieces = (
        match[1] if match[1] is not None else match[2] or match[0] for match in re.finditer(r'"([^"]*)"|\\(.)|.', mask)
    )
    return "".join(next(left) if piece == "0" else piece for piece in pieces)
