"""From bytes to letters: which encoding a file is in, by what its letters look like beside one another."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from biebwijzer.intake.recognising.asking import Answers, NotRecognised, Question, Remark, Said
from biebwijzer.words import mark

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Windows first: where nothing speaks against it, it is what an export of these years is in.
ONE_BYTE = ("cp1252", "cp850", "mac_roman", "iso8859-15", "cp1250", "cp1251", "cp1253", "iso8859-7")
LAST_LATIN = "\u024f"
CURRENCY = "£€$¥"
# Punctuation that stands anywhere; what opens or closes stands at the edge of a word, what opens never behind a letter.
ANYWHERE = "\u2019\u2013\u2014\u2026\u2022\u00a0\u2020\u00ad\u00b7\u00ac\u00af\u00a8"
BESIDE_NO_LETTER = "°²³½¼¾±×÷§©®™»º¹µ\u201d\u2021¦" + CURRENCY
BEHIND_NO_LETTER = "\u2018\u201c\u201a\u201e«¿¡‰\u0192"
DASHES, NEVER_BEFORE = "\u2013\u2014", "\u2026\u2022\u2122\u201d€"
# What Dutch text and the names in it are full of; a reading with more of these is the likelier one.
OFTEN = frozenset("éëïöüèêáóçñíàâäîôûúåøæßÉËÏÖÜÈÁÓÇÅØÄ€£°½²\u00a0\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022")
# Where ISO 8859-1 has controls nobody uses, Windows has letters.
CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
END_OF_FILE = "\x1a"
LOOKED_AT = 4_000
# How text looks that was read in the wrong encoding once and saved like that.
TWICE_DECODED = ("Ã©", "Ã«", "Ã¨", "Ã¯", "Ã¶", "Ã¼", "Ã³", "Ã¡", "â‚¬", "â€™", "â€“", "â€œ", "Â£", "Â°", "\ufffd")


@dataclass(frozen=True)
class Text:
    """The letters of a file, the encoding they came in, and what there is to say about that."""

    text: str
    encoding: str
    said: tuple[Said, ...] = ()


def whole(text: str) -> str:
    """A text without halves of signs: two that belong together become one, one by itself a mark that it is lost."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def read_letters(data: bytes, answers: Answers) -> Text:
    """The text in these bytes; another encoding than was answered is not tried."""
    if not data.strip():
        raise NotRecognised(mark("Het bestand is leeg."))
    if "encoding" in answers:
        return as_answered(data, answers["encoding"])
    found = marked(data) or wide_unmarked(data)
    if found is None:
        refuse_binary(data)
        found = as_utf8(data) or one_byte(data)
    return tidied(found)


def as_answered(data: bytes, encoding: str) -> Text:
    """The text as a person says it is encoded."""
    try:
        return tidied(Text(data.decode(encoding), encoding))
    except (UnicodeDecodeError, LookupError):
        raise NotRecognised(mark("Dit bestand is niet te lezen als {encoding}."), encoding=encoding) from None


def marked(data: bytes) -> Text | None:
    """Text that says itself what it is encoded in, by its first bytes."""
    for first, encoding in MARKS:
        if data.startswith(first):
            try:
                return Text(data[len(first) :].decode(encoding), encoding)
            except UnicodeDecodeError:
                raise NotRecognised(mark("Dit bestand is niet te lezen als {encoding}."), encoding=encoding) from None
    return None


def wide_unmarked(data: bytes) -> Text | None:
    """UTF-16 that does not say so: every other byte of Latin letters is nought."""
    sample = data[:8192]
    if len(sample) < 4 or len(data) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if max(even, odd) < 0.6 or min(even, odd) > 0.1:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        return Text(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def refuse_binary(data: bytes) -> None:
    """Refuse what is no text: nought bytes, or many signs that no text holds."""
    if b"\0" in data:
        raise NotRecognised(mark("Het bestand bevat een nul-teken en is geen tekstbestand."))
    sample = data[:65536]
    strange = sum(sample.count(bytes([code])) for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 30, 31))
    if strange > len(sample) / 100:
        raise NotRecognised(mark("Dit is geen tekstbestand."))


def as_utf8(data: bytes) -> Text | None:
    """UTF-8, which other bytes hardly ever happen to be; a few stray bytes in it are asked about."""
    try:
        return Text(data.decode(), "utf-8")
    except UnicodeDecodeError:
        pass
    kept = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= sign <= "\udcff" for sign in kept)
    whole = sum(ord(sign) > 127 for sign in kept) - stray
    if whole <= stray:
        return None
    line = kept[: next(n for n, sign in enumerate(kept) if "\udc80" <= sign <= "\udcff")].count("\n") + 1
    return Text(data.decode("cp1252", "replace"), "utf-8", (Question(
        "encoding",
        mark("Dit bestand is utf-8, maar regel {row} niet. In welke tekenset is het gemaakt?"),
        {"row": line}, ("utf-8", *ONE_BYTE),
    ),))  # fmt: skip


def one_byte(data: bytes) -> Text:
    """An encoding of one byte per letter: the one in which the letters stand where letters stand."""
    strange = {encoding: strangeness(data, encoding) for encoding in ONE_BYTE}
    best = min(ONE_BYTE, key=lambda encoding: strange[encoding])
    odd, seldom = strange["cp1252"]
    if not odd and all(seldom <= more + less for more, less in strange.values()):
        return Text(data.decode("cp1252"), "cp1252")
    rivals = tuple(encoding for encoding in ONE_BYTE if strange[encoding][0] <= odd)
    said = Question(
        "encoding",
        mark("In welke tekenset is dit bestand gemaakt? Met {first} staat er '{example}'."),
        {"first": best, "example": example(data, best)},
        rivals,
    )
    return Text(data.decode(best, "replace"), best, (said,))


def strangeness(data: bytes, encoding: str) -> tuple[int, int]:
    """How many signs outside ASCII would stand where no such sign stands, and how many are seldom seen at all.

    `Jšrg` is `Jörg` read in the wrong encoding sooner than a name.
    """
    seen = list(beyond_ascii(data, encoding))
    return sum(is_odd(*one) for one in seen), sum(sign not in OFTEN for _, sign, _ in seen)


def beyond_ascii(data: bytes, encoding: str) -> Iterator[tuple[str, str, str]]:
    """Every letter outside ASCII with its neighbours, as one encoding has them."""
    found = 0
    text = data.decode(encoding, "replace")
    for place, sign in enumerate(text):
        if sign > "\x7f":
            yield text[place - 1] if place else " ", sign, text[place + 1] if place + 1 < len(text) else " "
            found += 1
            if found == LOOKED_AT:
                return


def is_odd(before: str, sign: str, after: str) -> bool:
    """Whether a sign stands where it does not belong: a letter beside a digit, a capital after a small letter."""
    # What stands against a word may be a letter of an old encoding: `se–or` is `señor`, `…zdemir` is `Özdemir`.
    if after.islower() and (sign in NEVER_BEFORE or (sign in DASHES and before.islower())):
        return True
    if sign in ANYWHERE:
        return False
    if sign in BEHIND_NO_LETTER:
        return before.isalpha()
    if sign in BESIDE_NO_LETTER:
        return before.isalpha() and after.isalpha()
    if not sign.isalpha():
        return True
    if sign > LAST_LATIN:
        return is_ascii_letter(before) or is_ascii_letter(after)
    if all(one.isalpha() and not one.isascii() for one in (before, after)):
        return True
    if before.isdigit() or after.isdigit() or not (before.isalpha() or after.isalpha()):
        return True
    if sign.islower():
        return after.isupper()
    return sign.isupper() and (before.islower() or (before.isalpha() and after.islower()))


def is_ascii_letter(sign: str) -> bool:
    """Whether a sign is a plain Latin letter."""
    return sign.isascii() and sign.isalpha()


def example(data: bytes, encoding: str) -> str:
    """A word with a letter outside ASCII, to judge by."""
    text = data.decode(encoding, "replace")
    place = next((n for n, sign in enumerate(text) if sign > "\x7f"), 0)
    return " ".join(text[max(0, place - 12) : place + 12].split())


def tidied(found: Text) -> Text:
    """The text without the sign some old programs end with, and what there is to say about it."""
    text = found.text.removeprefix("\ufeff").rstrip(END_OF_FILE)
    if "\0" in text:
        raise NotRecognised(mark("Het bestand bevat een nul-teken en is geen tekstbestand."))
    text, said = restored(text, found)
    seen = [wrong for wrong in TWICE_DECODED if wrong in text]
    if seen:
        row = text[: text.index(seen[0])].count("\n") + 1
        said = (*said, Remark(
            mark("In regel {row} staat '{found}': die letters zijn al kapot aangeleverd."),
            {"row": row, "found": around(text, seen[0])},
        ))  # fmt: skip
    return Text(text, found.encoding, tuple(said))


def restored(text: str, found: Text) -> tuple[str, Sequence[Said]]:
    """Signs of Windows that were saved by their number alone are given back: nothing else has those numbers."""
    if not (lost := sorted(set(CONTROLS.findall(text)))):
        return text, found.said
    try:
        signs = {ord(sign): sign.encode("latin-1").decode("cp1252") for sign in lost}
    except UnicodeDecodeError:
        return text, (*found.said, Remark(mark("Er staan tekens in die geen letters zijn."), {}))
    restored_text = text.translate(signs)
    odd = [
        m
        for m in re.finditer("[" + "".join(signs.values()) + "]", restored_text)
        if is_odd(*neighbours(restored_text, m))
    ]
    if odd:
        place = odd[0].start()
        example = " ".join(restored_text[max(0, place - 12) : place + 12].split())
        return restored_text, (*found.said, Question(
            "encoding",
            mark("In welke tekenset is dit bestand gemaakt? Met {first} staat er '{example}'."),
            {"first": "cp1252", "example": example}, (found.encoding, *ONE_BYTE),
        ))  # fmt: skip
    return restored_text, (*found.said, Remark(
        mark("Tekens van Windows zijn hersteld: {signs}."), {"signs": " ".join(signs.values())}
    ))  # fmt: skip


def neighbours(text: str, match: re.Match[str]) -> tuple[str, str, str]:
    """A sign with what stands before and after it."""
    before, after = match.start() - 1, match.end()
    return text[before] if before >= 0 else " ", match[0], text[after] if after < len(text) else " "


def around(text: str, found: str) -> str:
    """A few letters around a place, on one line."""
    place = text.index(found)
    return " ".join(text[max(0, place - 8) : place + len(found) + 8].split())
